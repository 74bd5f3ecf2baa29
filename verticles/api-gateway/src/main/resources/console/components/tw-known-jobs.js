import { LitElement, css, html, nothing } from 'lit';
import { hrefOf } from '../address.js';
import { clusterLimit, numberOf, pauseQuestion, resumeQuestion, utcOf } from '../actions.js';
import { Asking } from '../asking.js';
import { ask } from '../asks.js';
import { Ticking } from '../clock.js';
import { count } from '../format.js';
import { Mistake } from '../mistake.js';
import { isAtLeast } from '../roles.js';
import { panels } from './panel-styles.js';
import { panel } from './panels.js';
import { pauseNote } from './pauses.js';
import { ago } from './runs.js';
import { shared } from './shared-styles.js';
import { steadyTables, tables } from './table-styles.js';

const EVERY_MS = 10_000;

/** The jobs there are: whose, how they went last, and whether they rest. */
class KnownJobs extends LitElement {
  static properties = { parts: { attribute: false } };

  static styles = [
    shared,
    panels,
    tables,
    steadyTables,
    css`
      :host {
        display: block;
        min-width: 0;
      }

      .panel {
        min-height: 12rem;
      }

      .note {
        margin: 0.35rem 0 0;
        text-align: left;
      }

      th:nth-child(1) {
        width: 22%;
      }

      th:nth-child(6) {
        width: 18%;
      }

      th:nth-child(7) {
        width: 13.5rem;
      }

      /* So are they as high, with a second line and without. */
      td {
        height: 3.75rem;
      }

      td small {
        display: block;
        white-space: nowrap;
      }

      @media (max-width: 64rem) {
        .actions {
          flex-wrap: wrap;
        }

        th:nth-child(7) {
          width: 6.5rem;
        }
      }

      @media (max-width: 48rem) {
        td small {
          display: inline;
        }

        td small.cut {
          display: block;
          white-space: nowrap;
        }
      }
    `,
  ];

  constructor() {
    super();
    new Ticking(this);
  }

  willUpdate(changed) {
    if (changed.has('parts')) {
      this.asking = new Asking(this, () => this.parts.api.get('/api/v1/definitions'), { everyMs: EVERY_MS });
    }
  }

  render() {
    const { value, problem } = this.asking;
    const content = value?.definitions.length
      ? this.#table(value.definitions)
      : html`<p class="none muted">${value ? 'No job is known.' : ''}</p>`;
    return panel({ heading: 'All jobs', isKnown: value, problem }, content);
  }

  #table(definitions) {
    return html`
      <table>
        <thead>
          <tr>
            <th scope="col">Job</th><th scope="col">Verticle</th><th scope="col">Queue</th><th scope="col">Now</th>
            <th scope="col">Last success</th><th scope="col">Last failure</th>
            <th scope="col"><span class="hidden-visually">Actions</span></th>
          </tr>
        </thead>
        <tbody>${definitions.map((job) => this.#row(job))}</tbody>
      </table>
    `;
  }

  #row(definition) {
    const { verticle, queue, counts, last_success: success, last_error: error } = definition;
    return html`
      <tr>
        <td data-name="Job"><div>${title(definition)}</div></td>
        <td data-name="Verticle">${verticle || 'all'}</td>
        <td data-name="Queue">${queue}</td>
        <td data-name="Now" class="number"><div>${nowInWords(counts)}</div></td>
        <td data-name="Last success" class="number">${ago(success)}</td>
        <td data-name="Last failure" class="number"><div>
          ${ago(error?.at)}${error ? html` <small class="cut muted" title=${error.message}>${error.message}</small>` : nothing}
        </div></td>
        <td class=${this.#mayAct() ? '' : 'empty'}>${this.#mayAct() ? this.#actions(definition) : nothing}</td>
      </tr>
    `;
  }

  #mayAct() {
    return isAtLeast(this.parts.session, 'operator');
  }

  #actions(definition) {
    const { job, paused } = definition;
    const button = (word, act) => html`<button class="button small" aria-label="${word} ${job}" @click=${act}>${word}</button>`;
    return html`<div class="actions">
      ${button('Run', () => this.#run(definition))}
      ${paused ? button('Resume', () => this.#resume(job)) : button('Pause', () => this.#pause(job))}
      ${isAtLeast(this.parts.session, 'admin') ? button('Limit', () => this.#limit(definition)) : nothing}
    </div>`;
  }

  #run({ job, queue, definition }) {
    ask(this, {
      title: 'Run ' + job,
      text: 'Goes through the queue ' + queue + '.',
      confirm: 'Run it',
      fields: [
        ...argumentsOf(definition),
        { name: 'run_at', label: 'Not before', type: 'datetime-local', hint: 'Your local time. Empty for at once.' },
      ],
      act: async ({ arguments: text, run_at: runAt, reason }, key) => {
        const wish = { arguments: objectOf(text ?? ''), run_at: utcOf(runAt), reason };
        const { run_id: id } = await this.parts.api.post(pathOf(job) + '/runs', wish, key);
        location.hash = '#/jobs/' + id;
      },
    });
  }

  #pause(job) {
    const text = 'Its runs are still taken in and wait. What runs goes on.';
    ask(this, pauseQuestion(this.parts.api, pathOf(job), job, text, () => this.asking.again()));
  }

  #resume(job) {
    ask(this, resumeQuestion(this.parts.api, pathOf(job), job, () => this.asking.again()));
  }

  #limit({ job, cluster_limit: limit }) {
    ask(this, {
      title: 'Limit ' + job,
      confirm: 'Set the limit',
      fields: [clusterLimit(limit)],
      act: async ({ cluster_limit, reason }) => {
        await this.parts.api.patch(pathOf(job), { cluster_limit: numberOf(cluster_limit), reason });
        await this.asking.again();
      },
    });
  }
}

function title({ job, name, nodes, paused, cluster_limit: limit }) {
  return html`
    <a href=${hrefOf('jobs/history', { job })} title=${name}>${job}</a>
    ${paused ? html`<span class="mark dot warn">paused</span>` : nothing}
    ${nodes.length === 0 ? html`<span class="mark dot down">no node serves it</span>` : nothing}
    ${limit === null ? nothing : html`<span class="mark">at most ${limit}</span>`}
    ${paused ? pauseNote(paused) : nothing}
  `;
}

function nowInWords({ running, ready, later, retrying, held }) {
  const waiting = ready + later + retrying + held;
  return html`${count(running)} running ${waiting > 0 ? html`<small class="muted">${count(waiting)} waiting</small>` : nothing}`;
}

function pathOf(job) {
  return '/api/v1/definitions/' + encodeURIComponent(job);
}

/** The field for what a job takes; none where it takes nothing. */
function argumentsOf({ arguments: known = {} }) {
  const names = Object.entries(known).map(([name, type]) => name + ' (' + type + ')');
  const hint = 'As JSON: ' + names.join(', ') + '. What is left out is as usual.';
  return names.length === 0 ? [] : [{ name: 'arguments', label: 'Arguments', type: 'textarea', hint }];
}

/** The arguments that somebody typed; none when nothing was. */
function objectOf(text) {
  if (text === '') {
    return null;
  }
  try {
    return JSON.parse(text);
  } catch (e) {
    throw new Mistake('arguments', 'This is not JSON: ' + e.message);
  }
}

customElements.define('tw-known-jobs', KnownJobs);
