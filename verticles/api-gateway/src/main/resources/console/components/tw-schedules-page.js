import { LitElement, css, html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { Asking } from '../asking.js';
import { Hearing } from '../lines.js';
import { panels } from './panel-styles.js';
import { problemNote } from './problems.js';
import { shared } from './shared-styles.js';
import { stacked } from './stack-styles.js';
import './tw-action-dialog.js';
import './tw-schedule.js';

const EVERY_MS = 5_000;
const SPACING_MS = 3_000;

/** When jobs run by themselves; what needs a look comes first. */
class SchedulesPage extends LitElement {
  static properties = {
    parts: { attribute: false },
    filter: { state: true },
  };

  static styles = [
    shared,
    stacked,
    panels,
    css`
      .list {
        display: grid;
        gap: 0.75rem;
        min-height: 20rem;
        align-content: start;
      }

      input {
        font: inherit;
        font-size: 0.9375rem;
        color: inherit;
        background: var(--surface);
        border: 1px solid var(--line);
        border-radius: 8px;
        padding: 0.4rem 0.75rem;
        min-height: 2.25rem;
        width: 15rem;
        max-width: 100%;
      }

      input::placeholder {
        color: var(--muted);
        opacity: 1;
      }

      @media (max-width: 40rem) {
        .end,
        input {
          width: 100%;
        }
      }
    `,
  ];

  constructor() {
    super();
    this.filter = '';
  }

  willUpdate(changed) {
    if (changed.has('parts')) {
      const { api, lines } = this.parts;
      this.asking = new Asking(this, () => api.get('/api/v1/schedules'), { everyMs: EVERY_MS });
      new Hearing(this, lines.jobs, { onLines: () => this.asking.soon(SPACING_MS), onGap: () => this.asking.soon() });
    }
  }

  /** Puts the cursor where schedules are found. */
  focusFilter() {
    this.renderRoot.querySelector('input').focus();
  }

  render() {
    const { value, problem } = this.asking;
    return html`
      <div class="top">
        <h1>Schedules</h1>
        <span class="end" role="search"><input type="search" placeholder="Find a schedule" aria-label="Find a schedule"
          .value=${this.filter} @input=${(event) => (this.filter = event.target.value)} /></span>
      </div>
      ${problemNote(problem, value)}
      <section class="list" aria-label="Schedules" aria-busy=${!value} @ask=${this.#ask}>
        ${value ? this.#list(value.schedules) : nothing}
      </section>
      <tw-action-dialog></tw-action-dialog>
    `;
  }

  #list(schedules) {
    const wanted = this.filter.trim().toLowerCase();
    const isWanted = ({ name, job, verticle }) => [name, job, verticle].some((word) => (word ?? '').toLowerCase().includes(wanted));
    const found = schedules.filter(isWanted);
    if (found.length === 0) {
      const words = schedules.length === 0 ? 'Nothing is scheduled.' : 'No schedule of that name.';
      return html`<div class="card none"><p class="muted">${words}</p></div>`;
    }
    return repeat(found.sort(byNeed), ({ name }) => name, (schedule) => html`<tw-schedule .parts=${this.parts}
      .schedule=${schedule} @changed=${() => this.asking.again()}></tw-schedule>`);
  }

  #ask(event) {
    this.renderRoot.querySelector('tw-action-dialog').ask(event.detail);
  }
}

/** Overdue and held ones before the others; else by name, so that a schedule stays where it is. */
function byNeed(a, b) {
  const need = ({ overdue, held_since: held }) => (overdue ? 2 : held ? 1 : 0);
  return need(b) - need(a) || (a.name < b.name ? -1 : 1);
}

customElements.define('tw-schedules-page', SchedulesPage);
