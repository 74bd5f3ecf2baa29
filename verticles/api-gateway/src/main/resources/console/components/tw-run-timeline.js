import { LitElement, css, html, nothing } from 'lit';
import { duration } from '../format.js';
import { moment } from './runs.js';
import { shared } from './shared-styles.js';

const EVENTS = {
  enqueued: ['', 'Asked for'],
  due: ['', 'May start'],
  started: ['info', 'Started'],
  failed: ['warn', 'Attempt failed'],
  cancel_requested: ['warn', 'Asked to stop'],
  success: ['up', 'Succeeded'],
  failure: ['down', 'Failed'],
  revoked: ['', 'Cancelled'],
};

const LONG_MS = 1_000;

/** What became of a run, in order; failed attempts with their error, and how long it was between. */
class RunTimeline extends LitElement {
  static properties = { run: { attribute: false } };

  static styles = [
    shared,
    css`
      :host {
        display: block;
      }

      ol {
        list-style: none;
        margin: 0;
        padding: 0;
        max-height: 24rem;
        overflow: auto;
        font-size: 0.9375rem;
      }

      li {
        position: relative;
        padding: 0 0 0.75rem 1.5rem;
      }

      li::before {
        content: '';
        position: absolute;
        left: 0.15rem;
        top: 0.4rem;
        width: 0.65rem;
        height: 0.65rem;
        border-radius: 50%;
        background: var(--idle);
      }

      li.info::before {
        background: var(--info);
      }

      li.warn::before {
        background: var(--warn);
      }

      li.up::before {
        background: var(--up);
      }

      li.down::before {
        background: var(--down);
      }

      li:not(:last-child)::after {
        content: '';
        position: absolute;
        left: 0.42rem;
        top: 1.25rem;
        bottom: 0;
        width: 2px;
        background: var(--line);
      }

      .head {
        display: flex;
        flex-wrap: wrap;
        gap: 0 0.75rem;
        align-items: baseline;
      }

      .text {
        overflow-wrap: anywhere;
        font-size: 0.875rem;
      }

      small {
        font-size: 0.8125rem;
      }
    `,
  ];

  render() {
    const { timeline, attempts } = this.run;
    return html`<ol tabindex="0" aria-label="What became of it">
      ${timeline.map((event, i) => line(event, timeline[i - 1], attempts))}
    </ol>`;
  }
}

function line(event, before, attempts) {
  const [look, word] = EVENTS[event.event] ?? ['', event.event];
  const error = attempts.find(({ attempt }) => event.event === 'failed' && attempt === event.attempt);
  const between = before ? Date.parse(event.at) - Date.parse(before.at) : 0;
  const where = [event.attempt && 'attempt ' + event.attempt, event.node && 'on ' + event.node].filter(Boolean).join(' ');
  return html`<li class=${look}>
    <div class="head number">
      <strong>${word}</strong><span class="muted">${moment(event.at)}</span>
      ${between >= LONG_MS ? html`<small class="muted">${duration(between)} later</small>` : nothing}
      ${where ? html`<small class="muted">${where}</small>` : nothing}
    </div>
    ${error ? html`<div class="text"><strong>${error.error_class}</strong>: ${error.error}</div>` : event.text
      ? html`<div class="text muted">${event.text}</div>` : nothing}
  </li>`;
}

customElements.define('tw-run-timeline', RunTimeline);
