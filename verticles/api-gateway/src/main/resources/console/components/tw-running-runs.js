import { LitElement, css, html, nothing } from 'lit';
import { actionsFor, runQuestion } from '../actions.js';
import { ask } from '../asks.js';
import { Ticking } from '../clock.js';
import { LiveRuns } from '../live-runs.js';
import { inPlaces } from '../places.js';
import { isAtLeast } from '../roles.js';
import { Still } from '../still.js';
import { newerRuns } from './newer.js';
import { panels } from './panel-styles.js';
import { panel } from './panels.js';
import { ahead, itemsOf, progressOf, runLink, spent, stateMark } from './runs.js';
import { shared } from './shared-styles.js';
import { tables } from './table-styles.js';

const MOST = 100;
const EVERY_MS = 2_000;

/** What runs now and how far it is, each in a place of its own; the longest under way come first. */
class RunningRuns extends LitElement {
  static properties = { parts: { attribute: false } };

  static styles = [
    shared,
    panels,
    tables,
    css`
      :host {
        display: block;
        min-width: 0;
      }

      .panel {
        height: 22.5rem;
      }

      .rows {
        flex: 1;
        overflow: auto;
        display: flex;
        flex-direction: column;
      }

      table {
        table-layout: fixed;
      }

      th:nth-child(1) {
        width: 22%;
      }

      th:nth-child(2) {
        width: 28%;
      }

      th:nth-child(5) {
        width: 14%;
      }

      .action {
        width: 6.5rem;
      }

      .gone {
        opacity: 0.6;
      }

      .far {
        display: grid;
        gap: 0.2rem;
        flex: 1;
        min-height: 2.05rem;
        align-content: center;
        max-width: 22rem;
      }

      /* As high whatever is in them: nothing below moves. */
      td,
      td .cut {
        white-space: nowrap;
        overflow: hidden;
        text-overflow: ellipsis;
      }

      @media (max-width: 48rem) {
        td {
          align-items: center;
        }

        td.action {
          width: auto;
          min-height: 2rem;
          overflow: visible;
        }
      }
    `,
  ];

  #still = new Still(this, (list, before) => inPlaces(longestFirst(list), before));

  constructor() {
    super();
    new Ticking(this);
  }

  willUpdate(changed) {
    if (changed.has('parts')) {
      const { api, lines } = this.parts;
      this.runs = new LiveRuns(this, { api, lines: lines.jobs, states: ['started'], limit: MOST, everyMs: EVERY_MS });
    }
  }

  render() {
    const { list, problem } = this.runs;
    const rows = list && this.#still.of(list);
    const beside = html`
      ${newerRuns(this.#still, 'Running')}
      ${list?.length === MOST ? html`<span class="quiet">the newest ${MOST}</span>` : nothing}
    `;
    return panel({ heading: 'Running', isKnown: list, problem, beside }, html`
      <div class="rows" tabindex="0" role="region" aria-labelledby="heading">${this.#rows(rows)}</div>
    `);
  }

  #rows(list) {
    if (!list || list.length === 0) {
      return html`<p class="none muted">${this.#nothing(list)}</p>`;
    }
    const isOperator = isAtLeast(this.parts.session, 'operator');
    return html`
      <table>
        <thead>
          <tr>
            <th scope="col">Job</th><th scope="col">Progress</th><th scope="col">Items</th><th scope="col">ETA</th>
            <th scope="col">Node</th><th scope="col">Running for</th>
            ${isOperator ? html`<th scope="col" class="action"><span class="hidden-visually">Action</span></th>` : nothing}
          </tr>
        </thead>
        <tbody>${list.map((run) => this.#row(run, isOperator))}</tbody>
      </table>
    `;
  }

  #nothing(list) {
    if (list) {
      return 'Nothing runs at this moment.';
    }
    return this.runs.problem ? 'What runs is not known.' : '';
  }

  #row(run, isOperator) {
    return html`
      <tr class=${run.goneAt ? 'gone' : ''}>
        <td data-name="Job"><span class="cut">${runLink(run)} ${run.cancel_requested ? stateMark(run) : nothing}
          ${run.attempt > 1 ? html`<small class="muted tight">attempt ${run.attempt}</small>` : nothing}</span></td>
        <td data-name="Progress"><div class="far">${progressOf(run)}</div></td>
        <td class="number" data-name="Items"><span>${itemsOf(run)}</span></td>
        <td class="number" data-name="ETA">${ahead(run.progress?.eta)}</td>
        <td data-name="Node"><span class="cut" title=${run.node ?? ''}>${run.node ?? '–'}</span></td>
        <td class="number tight" data-name="Running for">${spent(run)}</td>
        ${isOperator ? html`<td class="right action">${this.#cancel(run)}</td>` : nothing}
      </tr>
    `;
  }

  #cancel(run) {
    if (run.goneAt) {
      // Of more than are shown, one may also have made room for a newer one.
      return this.runs.list.length === MOST ? nothing : html`<span class="quiet">ended</span>`;
    }
    return actionsFor(run).includes('cancel')
      ? html`<button class="button small" aria-label="Cancel ${run.job}" @click=${() => this.#askCancel(run)}>Cancel</button>`
      : nothing;
  }

  #askCancel(run) {
    ask(this, runQuestion(this.parts.api, 'cancel', run, () => this.runs.again()));
  }
}

function longestFirst(runs) {
  const began = ({ id, started_at: at }) => (at ?? '') + id;
  return [...runs].sort((a, b) => (began(a) < began(b) ? -1 : 1));
}

customElements.define('tw-running-runs', RunningRuns);
