import { LitElement, css, html, nothing } from 'lit';
import { hrefOf } from '../address.js';
import { Asking } from '../asking.js';
import { count } from '../format.js';
import { Hearing } from '../lines.js';
import { panels } from './panel-styles.js';
import { shared } from './shared-styles.js';

const EVERY_MS = 5_000;
const SPACING_MS = 2_000;

/** How many runs run, wait and ended; each number leads to its runs. */
class RunCounts extends LitElement {
  static properties = { parts: { attribute: false } };

  static styles = [
    shared,
    panels,
    css`
      :host {
        display: block;
      }

      ul {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(6.5rem, 1fr));
        list-style: none;
        margin: 0;
        padding: 0.6rem 0.5rem;
      }

      a {
        display: grid;
        padding: 0.35rem 0.75rem;
        border-radius: 8px;
        text-decoration: none;
      }

      a:hover {
        background: var(--raised);
      }

      strong {
        font-size: 1.375rem;
        font-weight: 650;
        line-height: 1.3;
      }

      .has strong.down {
        color: var(--down);
      }

      .has strong.warn {
        color: var(--warn);
      }

      span {
        font-size: 0.8125rem;
        color: var(--muted);
        white-space: nowrap;
      }
    `,
  ];

  willUpdate(changed) {
    if (changed.has('parts')) {
      const { api, lines } = this.parts;
      this.asking = new Asking(this, () => api.get('/api/v1/jobs/counts'), { everyMs: EVERY_MS });
      new Hearing(this, lines.jobs, { onLines: () => this.asking.soon(SPACING_MS), onGap: () => this.asking.soon() });
    }
  }

  render() {
    const { value, problem } = this.asking;
    return html`<section class="card number passing" aria-label="Counts" aria-busy=${!value}>
      <ul>${figures(value).map(figure)}</ul>
      ${problem ? html`<p class="note" role="alert">${problem.message}</p>` : nothing}
    </section>`;
  }
}

function figures(counts) {
  const waiting = (field) => counts && String(counts.queues.reduce((total, queue) => total + queue[field], 0));
  const ended = (state) => counts && counts.last_hour[state] + (counts.last_hour.is_exact ? '' : '+');
  const since = new Date(Math.floor(Date.now() / 60_000) * 60_000 - 3_600_000).toISOString();
  return [
    { name: 'running', value: waiting('running'), filter: { state: 'started' } },
    { name: 'ready', value: waiting('ready'), filter: { state: 'pending' } },
    { name: 'later', value: waiting('later'), filter: { state: 'pending' } },
    { name: 'retrying', value: waiting('retrying'), look: 'warn', filter: { state: 'retry' } },
    { name: 'held', value: waiting('held'), look: 'warn', filter: { state: 'pending,retry' } },
    { name: 'succeeded, 1 h', value: ended('success'), filter: { state: 'success', since } },
    { name: 'failed, 1 h', value: ended('failure'), look: 'down', filter: { state: 'failure', since } },
    { name: 'cancelled, 1 h', value: ended('revoked'), filter: { state: 'revoked', since } },
  ];
}

function figure({ name, value, look = '', filter }) {
  return html`<li>
    <a href=${hrefOf('jobs/history', filter)} class=${value === '0' ? '' : 'has'}>
      <strong class=${look}>${value === undefined || value === null ? html`<span class="bone">00</span>` : count(value)}</strong>
      <span>${name}</span>
    </a>
  </li>`;
}

customElements.define('tw-run-counts', RunCounts);
