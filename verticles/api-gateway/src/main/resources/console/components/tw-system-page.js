import { LitElement, css, html, nothing } from 'lit';
import { Ticking, now } from '../clock.js';
import { age, duration, fullTime, share } from '../format.js';
import { CHECK_LOOKS, byNode } from '../health.js';
import { Watching } from '../store.js';
import { shared } from './shared-styles.js';
import { stacked } from './stack-styles.js';

/** How the system is: each part on each node, and each job with its cadence and its failures. */
class SystemPage extends LitElement {
  static properties = { store: { attribute: false } };

  static styles = [
    shared,
    stacked,
    css`
      .card {
        padding: 1.25rem;
        display: grid;
        gap: 1rem;
        min-width: 0;
        align-content: start;
      }

      .nodes {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(100%, 18rem), 1fr));
        gap: 1rem;
      }

      .top {
        display: flex;
        flex-wrap: wrap;
        gap: 0.5rem 0.75rem;
        align-items: center;
      }

      ul {
        list-style: none;
        margin: 0;
        padding: 0;
        display: grid;
        gap: 0.5rem;
      }

      li {
        display: flex;
        flex-wrap: wrap;
        gap: 0.2rem 0.75rem;
        align-items: center;
        justify-content: space-between;
      }

      .reason {
        flex-basis: 100%;
        font-size: 0.875rem;
        overflow-wrap: anywhere;
      }

      .jobs {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(100%, 22rem), 1fr));
        gap: 1rem;
      }

      dl {
        display: grid;
        grid-template-columns: max-content 1fr;
        gap: 0.35rem 1.25rem;
        margin: 0;
        font-size: 0.9375rem;
      }

      dt {
        color: var(--muted);
      }

      dd {
        margin: 0;
        text-align: right;
        overflow-wrap: anywhere;
      }

      .wrong {
        color: var(--down);
      }

      .note {
        font-size: 0.875rem;
        background: var(--warn-soft);
        color: var(--warn);
        border-radius: 8px;
        padding: 0.5rem 0.75rem;
        overflow-wrap: anywhere;
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
    const { health, healthProblem, jobs, jobsProblem } = this.store;
    return html`
      <div class="top"><h1>System</h1>${health ? this.#version(health) : nothing}</div>
      ${healthProblem ? html`<p class="note" role="alert">${healthProblem.message} What is below was true before.</p>` : nothing}
      <section class="nodes" aria-label="Nodes">${health ? byNode(health.checks).map(node) : this.#bones()}</section>
      <h2>Jobs</h2>
      ${jobsProblem ? html`<p class="note" role="alert">${jobsProblem.message}</p>` : nothing}
      ${jobs?.complete === false
        ? html`<p class="note">The database is away: only the jobs of the answering node are shown.</p>`
        : nothing}
      <section class="jobs" aria-label="Jobs">
        ${this.#jobs()}
      </section>
    `;
  }

  #jobs() {
    const { jobs, jobsProblem } = this.store;
    if (!jobs) {
      return jobsProblem ? nothing : this.#bones();
    }
    return jobs.jobs.length === 0 ? html`<p class="muted">No job is scheduled.</p>` : jobs.jobs.map(job);
  }

  #version({ status, environment, simulated, version }) {
    const [look, word] = CHECK_LOOKS[status];
    return html`
      <span class="mark dot ${look}">${status === 'up' ? 'ready' : word}</span>
      <span class="mark ${simulated ? 'info' : ''}">${simulated ? 'simulated world' : 'real world'}</span>
      <span class="muted">${environment} · version ${version}</span>
    `;
  }

  #bones() {
    return html`<div class="card" aria-hidden="true"><span class="bone">loading</span></div>`;
  }
}

function node([name, checks]) {
  return html`
    <article class="card">
      <h2>${name}</h2>
      <ul>
        ${checks.map(({ name: part, status, reason }) => {
          const [look, word] = CHECK_LOOKS[status];
          return html`<li>
            <span>${part}</span><span class="mark dot ${look}">${word}</span>
            ${reason ? html`<span class="reason muted">${reason}</span>` : nothing}
          </li>`;
        })}
      </ul>
    </article>
  `;
}

function job(status) {
  const error = status.last_error;
  return html`
    <article class="card">
      <div class="top">
        <h2>${status.name}</h2>
        ${stateMark(status)}
      </div>
      ${status.held_reason ? html`<p class="note">Held: ${status.held_reason}</p>` : nothing}
      ${status.degraded ? html`<p class="note">${status.degraded}</p>` : nothing}
      <dl class="number">
        <dt>Runs every</dt>
        <dd>${interval(status)}</dd>
        <dt>Next due</dt>
        <dd>${moment(status.next_due, true)}</dd>
        <dt>Last success</dt>
        <dd>${moment(status.last_success, false)}</dd>
        <dt>Errors, last hour</dt>
        <dd class=${status.error_rate > 0 ? 'wrong' : ''}>${share(status.error_rate)} of ${status.runs ?? '–'} ${status.runs === 1 ? 'run' : 'runs'}</dd>
        <dt>Takes</dt>
        <dd>${status.average_ms === null || status.average_ms === undefined ? '–' : status.average_ms + ' ms'}</dd>
        <dt>Node</dt>
        <dd>${status.node ?? '–'}</dd>
        ${error ? html`<dt>Last failure</dt><dd><time datetime=${error.at} title=${fullTime(error.at)}>${past(error.at)}</time>:
          ${error.message}</dd>` : nothing}
      </dl>
    </article>
  `;
}

function stateMark(status) {
  if (status.held_since) {
    return html`<span class="mark dot warn">held</span>`;
  }
  if (!status.running) {
    return html`<span class="mark dot down">not running</span>`;
  }
  return status.degraded ? html`<span class="mark dot warn">degraded</span>` : html`<span class="mark dot up">running</span>`;
}

function interval({ interval_seconds: wish, effective_interval_seconds: real, effective_reason: reason }) {
  if (real === undefined || real === wish) {
    return duration(wish * 1_000);
  }
  return html`${duration(real * 1_000)} <span class="muted">instead of ${duration(wish * 1_000)}${reason ? ': ' + reason : ''}</span>`;
}

function moment(iso, isAhead) {
  if (!iso) {
    return '–';
  }
  return html`<time datetime=${iso} title=${fullTime(iso)}>${isAhead ? ahead(iso) : past(iso)}</time>`;
}

function ahead(iso) {
  const wait = Date.parse(iso) - now();
  return wait >= 1_000 ? 'in ' + duration(wait) : 'now';
}

function past(iso) {
  const text = age(now() - Date.parse(iso));
  return text === 'now' ? 'just now' : text + ' ago';
}

customElements.define('tw-system-page', SystemPage);
