import { LitElement, css, html, nothing } from 'lit';
import { Asking } from '../asking.js';
import { clockTime, fullTime, utcTime } from '../format.js';
import { panels } from './panel-styles.js';
import { panel } from './panels.js';
import { shared } from './shared-styles.js';

const PAGE = 500;
const MOST = 2_000;
const EVERY_MS = 1_000;
const AT_END_PX = 24;

/** What a run wrote into its log. While it runs the end stays in sight, unless the reader went back. */
class RunLog extends LitElement {
  static properties = {
    parts: { attribute: false },
    runId: { attribute: false },
    isOver: { attribute: false },
    lines: { state: true },
  };

  static styles = [
    shared,
    panels,
    css`
      :host {
        display: block;
        min-width: 0;
      }

      .panel {
        height: 18rem;
      }

      ol {
        flex: 1;
        overflow: auto;
        list-style: none;
        margin: 0;
        padding: 0.5rem 1.25rem;
        font: 0.8125rem/1.6 ui-monospace, 'SFMono-Regular', Menlo, Consolas, 'DejaVu Sans Mono', monospace;
      }

      li {
        display: grid;
        grid-template-columns: max-content minmax(0, 1fr);
        gap: 0 1rem;
      }

      .text {
        white-space: pre-wrap;
        overflow-wrap: anywhere;
      }

      .warn {
        color: var(--warn);
      }

      .error {
        color: var(--down);
      }

      .again {
        border-top: 1px dashed var(--line);
        margin-top: 0.25rem;
        padding-top: 0.25rem;
      }
    `,
  ];

  #cursor = null;
  #isAtEnd = true;

  constructor() {
    super();
    this.lines = [];
  }

  willUpdate(changed) {
    if (changed.has('runId')) {
      this.#cursor = null;
      this.#isAtEnd = true;
      this.lines = [];
    }
    if (changed.has('parts')) {
      this.asking = new Asking(this, () => this.#ask(), {
        everyMs: (answer) => (answer?.lines.length === PAGE ? 1 : this.isOver ? null : EVERY_MS),
        onAnswer: (answer) => this.#take(answer),
      });
    } else if (changed.has('runId') || changed.has('isOver')) {
      // What was written last may have come after the last question.
      this.asking.again();
    }
  }

  updated() {
    const list = this.renderRoot.querySelector('ol');
    if (list && this.#isAtEnd) {
      list.scrollTop = list.scrollHeight;
    }
  }

  render() {
    const { value, problem } = this.asking;
    const beside = this.isOver ? nothing : html`<span class="quiet">${this.#isAtEnd ? 'follows' : 'go to the end to follow'}</span>`;
    const content = this.lines.length === 0 ? html`<p class="none muted">${value ? this.#nothing() : ''}</p>` : this.#list();
    return panel({ heading: 'Log', isKnown: value, problem, beside }, content);
  }

  #nothing() {
    return this.isOver ? 'It wrote nothing, or it is no longer kept.' : 'Nothing written yet.';
  }

  #list() {
    return html`<ol tabindex="0" role="log" aria-labelledby="heading" @scroll=${this.#scrolled}>
      ${this.lines.map((line, i) => row(line, this.lines[i - 1]))}
    </ol>`;
  }

  #ask() {
    const parameters = this.#cursor ? { limit: PAGE, cursor: this.#cursor } : { limit: PAGE };
    return this.parts.api.get('/api/v1/jobs/' + this.runId + '/log', parameters);
  }

  #take({ lines, next_cursor: cursor }) {
    this.#cursor = cursor ?? this.#cursor;
    if (lines.length > 0) {
      this.lines = [...this.lines, ...lines].slice(-MOST);
    }
  }

  #scrolled({ target }) {
    const isAtEnd = target.scrollHeight - target.scrollTop - target.clientHeight < AT_END_PX;
    if (isAtEnd !== this.#isAtEnd) {
      this.#isAtEnd = isAtEnd;
      this.requestUpdate();
    }
  }
}

function row({ claim, at, level, message }, before) {
  const isNextStart = before && before.claim !== claim;
  return html`<li class=${isNextStart ? 'again' : ''}>
    <time class="muted" datetime=${at} title="${fullTime(at)} here, ${utcTime(at)}">${clockTime(at)}</time>
    <span class="text ${level}">${level === 'info' ? nothing : level + ': '}${message}</span>
  </li>`;
}

customElements.define('tw-run-log', RunLog);
