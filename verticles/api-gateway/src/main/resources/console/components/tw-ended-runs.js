import { LitElement, html, nothing } from 'lit';
import { Ticking } from '../clock.js';
import { LiveRuns } from '../live-runs.js';
import { Still } from '../still.js';
import { newerRuns } from './newer.js';
import { panels } from './panel-styles.js';
import { panel } from './panels.js';
import { ago, runLink, spent, stateMark } from './runs.js';
import { shared } from './shared-styles.js';
import { sideLists } from './side-list-styles.js';

const MOST = 20;

/** What ended last, and how. Rows change in place: on a busy day none would stay long enough to move. */
class EndedRuns extends LitElement {
  static properties = { parts: { attribute: false } };

  static styles = [shared, panels, sideLists];

  #still = new Still(this);

  constructor() {
    super();
    new Ticking(this);
  }

  willUpdate(changed) {
    if (changed.has('parts')) {
      const { api, lines } = this.parts;
      const states = ['success', 'failure', 'revoked'];
      this.runs = new LiveRuns(this, { api, lines: lines.jobs, states, limit: MOST, everyMs: null });
    }
  }

  render() {
    const { list, problem } = this.runs;
    const rows = list && this.#still.of(newestFirst(list));
    const beside = newerRuns(this.#still, 'Just ended');
    const end = html`<a class="end quiet" href="#/jobs/history">History</a>`;
    return panel({ heading: 'Just ended', isKnown: list, problem, beside, end }, html`
      <div class="rows" tabindex="0" role="region" aria-labelledby="heading">
        ${rows?.length ? html`<ul>${rows.map(row)}</ul>` : html`<p class="none muted">${list
          ? 'Nothing ended yet.' : problem ? 'What ended is not known.' : ''}</p>`}
      </div>
    `);
  }
}

function row(run) {
  return html`<li>
    <span class="name">${runLink(run)}</span>
    ${stateMark(run)}
    <span class="why muted number" title=${run.error ?? ''}>${ago(run.finished_at)}${run.error
      ? html` · ${run.error}`
      : run.duration_ms === null ? nothing : html` · took ${spent(run)}`}</span>
  </li>`;
}

/** Ids grow with the time at which runs were asked for, which says nothing of their ends. */
function newestFirst(runs) {
  return [...runs].sort((a, b) => Date.parse(b.finished_at) - Date.parse(a.finished_at));
}

customElements.define('tw-ended-runs', EndedRuns);
