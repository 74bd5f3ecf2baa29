import { LitElement, html, nothing } from 'lit';
import { hrefOf } from '../address.js';
import { Ticking, now } from '../clock.js';
import { LiveRuns } from '../live-runs.js';
import { Still } from '../still.js';
import { newerRuns } from './newer.js';
import { panels } from './panel-styles.js';
import { panel } from './panels.js';
import { ahead, runLink, stateMark, whyItWaits } from './runs.js';
import { shared } from './shared-styles.js';
import { sideLists } from './side-list-styles.js';

const MOST = 50;
const EVERY_MS = 4_000;

/**
 * What waits, and for what: its moment, its next attempt, a free place, or something that holds it. Rows change in place: on
 * a busy day none would stay long enough to move.
 */
class WaitingRuns extends LitElement {
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
      this.runs = new LiveRuns(this, { api, lines: lines.jobs, states: ['pending', 'retry'], limit: MOST, everyMs: EVERY_MS });
    }
  }

  render() {
    const { list, problem } = this.runs;
    const rows = list && this.#still.of(heldFirst(list));
    const beside = newerRuns(this.#still, 'Waiting');
    const end = html`<a class="end quiet" href=${hrefOf('jobs/history', { state: 'pending,retry' })}>All that wait</a>`;
    return panel({ heading: 'Waiting', isKnown: list, problem, beside, end }, html`
      <div class="rows" tabindex="0" role="region" aria-labelledby="heading">
        ${rows?.length ? html`<ul>${rows.map(row)}</ul>` : html`<p class="none muted">${list
          ? 'Nothing waits.' : problem ? 'What waits is not known.' : ''}</p>`}
      </div>
    `);
  }
}

function row(run) {
  const when = Date.parse(run.run_at) > now() ? html`<span class="number">${ahead(run.run_at)}</span>` : nothing;
  return html`<li>
    <span class="name">${runLink(run)}</span>
    ${markOf(run)}
    <span class="why muted" title=${run.error ?? ''}>${run.goneAt ? 'waits no longer' : html`${whyItWaits(run)} ${when}`}</span>
  </li>`;
}

function markOf(run) {
  if (run.goneAt) {
    return html`<span class="mark dot">gone on</span>`;
  }
  return run.held_reason ? html`<span class="mark dot warn">held</span>` : stateMark(run);
}

function heldFirst(runs) {
  return [...runs].sort((a, b) => (b.held_reason !== null) - (a.held_reason !== null));
}

customElements.define('tw-waiting-runs', WaitingRuns);
