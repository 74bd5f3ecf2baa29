import { LitElement, css, html, nothing } from 'lit';
import { backfillQuestion } from '../candle-actions.js';
import { Asking } from '../asking.js';
import { Ticking } from '../clock.js';
import { count } from '../format.js';
import { isAtLeast } from '../roles.js';
import { bySeries } from '../timeframes.js';
import { candleProblem } from './candle-problems.js';
import { candleTabs } from './candle-tabs.js';
import { panels } from './panel-styles.js';
import { ahead, moment } from './runs.js';
import { sections } from './section-styles.js';
import { shared } from './shared-styles.js';
import { tables } from './table-styles.js';
import './tw-action-dialog.js';

const BUSY_MS = 2_000;
const QUIET_MS = 15_000;

/** How far the past is loaded, as a whole and series by series. */
class BackfillPage extends LitElement {
  static properties = { parts: { attribute: false } };

  static styles = [
    shared,
    panels,
    sections,
    tables,
    css`
      .whole {
        min-height: 9rem;
      }

      .whole progress {
        height: 0.75rem;
      }

      .rows {
        min-height: 12rem;
        display: flex;
        flex-direction: column;
      }

      td progress {
        min-width: 7rem;
      }
    `,
  ];

  constructor() {
    super();
    new Ticking(this);
  }

  willUpdate(changed) {
    if (changed.has('parts')) {
      this.asking = new Asking(this, () => this.parts.api.get('/api/v1/backfill'), {
        everyMs: (progress) => (progress?.running ? BUSY_MS : QUIET_MS),
      });
    }
  }

  render() {
    const { value, problem } = this.asking;
    const mayAct = isAtLeast(this.parts.session, 'operator');
    return html`
      <div class="top"><h1>Backfill</h1>${candleTabs('candles/backfill')}
        <span class="end">${mayAct ? html`<button class="button primary" ?disabled=${!value} @click=${this.#ask}>Load the past…</button>` : nothing}</span></div>
      ${candleProblem(problem, value)}
      <section class="card section whole" aria-label="The whole of it" aria-busy=${!value}>${value ? whole(value) : html`<p
        class="muted">${problem ? 'How far it is, is not known.' : 'Loading…'}</p>`}</section>
      <section class="card panel" aria-labelledby="heading">
        <header><h2 id="heading">Series</h2></header>
        <div class="rows">${value?.series.length ? table(value.series) : html`<p class="none muted">${value
          ? 'No series has been loaded yet.' : ''}</p>`}</div>
      </section>
      <tw-action-dialog></tw-action-dialog>
    `;
  }

  async #ask() {
    const series = await this.parts.api.get('/api/v1/candle-series').then(({ items }) => items, () => this.asking.value.series);
    const question = backfillQuestion(this.parts.api, series, () => this.asking.again());
    this.renderRoot.querySelector('tw-action-dialog').ask(question);
  }
}

function whole(progress) {
  const { running, task_id: task, started_at: started, chunks_done: done, chunks_total: total, candles, eta } = progress;
  const [look, word] = standingOf(progress);
  return html`
    <div class="top"><span class="mark dot ${look}">${word}</span>
      <span class="number">${count(done)} of ${count(total)} requests, ${count(candles)} candles</span>
      <span class="end quiet">${task ? html`<a href="#/jobs/${task}">its run</a>` : nothing}</span></div>
    <progress aria-label="Progress of the backfill" max=${total || 1} value=${done}></progress>
    <p class="quiet number">${running && eta ? html`Done ${ahead(eta)}. ` : nothing}${started ? html`Begun ${moment(started)}.` : nothing}</p>
  `;
}

/** How it stands, as look and word. Of one that ran long ago nothing may be left but what it brought. */
function standingOf({ running, task_id: task, chunks_done: done, chunks_total: total }) {
  if (running) {
    return ['info', 'running'];
  }
  if (task === null && done === 0) {
    return ['', 'never ran'];
  }
  return total > done ? ['warn', 'stopped before its end'] : ['up', 'done'];
}

function table(series) {
  return html`<table>
    <thead><tr><th>Series</th><th>Loaded from</th><th>To be loaded from</th><th>Progress</th><th class="right">Candles</th><th>Last error</th></tr></thead>
    <tbody>${[...series].sort(bySeries).map((one) => html`<tr>
      <td data-name="Series"><a href="#/candles?symbol=${one.symbol}&timeframe=${one.timeframe}">${one.symbol}/${one.timeframe}</a></td>
      <td data-name="Loaded from" class="number tight">${moment(one.loaded_from)}</td>
      <td data-name="To be loaded from" class="number tight">${moment(one.from)}</td>
      <td data-name="Progress"><progress aria-label="Progress of ${one.symbol}/${one.timeframe}" max=${one.chunks_total || 1}
        value=${one.chunks_done}></progress><small class="muted number">${count(one.chunks_done)} of ${count(one.chunks_total)}</small></td>
      <td data-name="Candles" class="number right">${count(one.candles)}</td>
      <td data-name="Last error" class=${one.last_error ? '' : 'empty'}><small class="wrong">${one.last_error}</small></td>
    </tr>`)}</tbody>
  </table>`;
}

customElements.define('tw-backfill-page', BackfillPage);
