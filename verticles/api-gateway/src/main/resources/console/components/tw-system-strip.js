import { LitElement, css, html } from 'lit';
import { Ticking, now } from '../clock.js';
import { duration, share } from '../format.js';
import { Watching } from '../store.js';
import { CHECK_LOOKS, worstByName } from '../health.js';
import { shared } from './shared-styles.js';

/** The system in one line: is it ready, is each part, and when does the price job run next. */
class SystemStrip extends LitElement {
  static properties = { store: { attribute: false } };

  static styles = [
    shared,
    css`
      :host {
        display: block;
      }

      .card {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.35rem 0.9rem;
        min-height: 3.25rem;
        padding: 0.6rem 1.25rem;
        font-size: 0.875rem;
      }

      a {
        text-decoration: none;
      }

      .job {
        margin-left: auto;
        display: flex;
        flex-wrap: wrap;
        gap: 0.1rem 0.9rem;
      }

      .due {
        min-width: 6.5em;
      }

      @media (max-width: 56rem) {
        .card {
          min-height: 6rem;
          padding: 0.6rem 1rem;
        }

        .job {
          margin-left: 0;
          flex-basis: 100%;
        }
      }
    `,
  ];

  constructor() {
    super();
    new Ticking(this);
  }

  willUpdate(changed) {
    if (changed.has('store')) {
      new Watching(this, this.store);
    }
  }

  render() {
    return html`<section class="card" aria-label="System">${this.#parts()}${this.#job()}</section>`;
  }

  #parts() {
    const { health, healthProblem } = this.store;
    if (!health || healthProblem) {
      return html`<span class="mark down dot">not reachable</span>`;
    }
    const [look, word] = CHECK_LOOKS[health.status];
    return html`
      <a class="mark dot ${look}" href="#/system">${health.status === 'up' ? 'ready' : word}</a>
      ${worstByName(health.checks).map(part)}
    `;
  }

  #job() {
    const job = this.store.jobs?.jobs.find(({ job: name }) => name === 'price-fetch');
    if (!job) {
      return html`<span class="job muted">${this.store.jobs ? 'No price job is known' : ''}</span>`;
    }
    return html`
      <span class="job muted number">
        <span title=${job.effective_reason ?? ''}>${job.running ? 'Fetched every ' + cadence(job) : 'Nothing fetches prices'}</span>
        <span class="due">${dueInWords(job)}</span>
        <span>${share(job.error_rate)} errors</span>
      </span>
    `;
  }
}

function part({ name, status, reason }) {
  const [look, word] = CHECK_LOOKS[status];
  return html`<span class="mark dot ${status === 'up' ? 'plain ' : ''}${look}" title=${reason ?? word}
    >${name}<span class="hidden-visually">: ${word}</span></span>`;
}

function cadence({ interval_seconds: wish, effective_interval_seconds: real }) {
  return duration(real * 1_000) + (real === wish ? '' : ' instead of ' + duration(wish * 1_000));
}

function dueInWords(job) {
  const wait = Date.parse(job.next_due) - now();
  return wait >= 1_000 ? 'next in ' + duration(wait) : job.overdue ? 'overdue' : 'due now';
}

customElements.define('tw-system-strip', SystemStrip);
