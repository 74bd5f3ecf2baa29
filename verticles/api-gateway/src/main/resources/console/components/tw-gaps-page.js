import { LitElement, css, html, nothing } from 'lit';
import { gapQuestion, scanQuestion } from '../candle-actions.js';
import { hrefOf, withValue } from '../address.js';
import { Asking } from '../asking.js';
import { Ticking } from '../clock.js';
import { count } from '../format.js';
import { GAP_STATES, confirmed, isOver } from '../kinds.js';
import { isAtLeast } from '../roles.js';
import { TIMEFRAMES, lengthOf } from '../timeframes.js';
import { candleProblem } from './candle-problems.js';
import { candleTabs } from './candle-tabs.js';
import { forms } from './form-styles.js';
import { pagesOf } from './paging.js';
import { paging } from './paging-styles.js';
import { panels } from './panel-styles.js';
import { ago, ahead, moment, runLink } from './runs.js';
import { sections } from './section-styles.js';
import { shared } from './shared-styles.js';
import { tables } from './table-styles.js';
import './tw-action-dialog.js';
import './tw-csv.js';
import './tw-downtimes.js';

const PAGE = 50;
const EVERY_MS = 15_000;
/** Candles. */
const MARGIN = 200;
const FILTERS = ['repaired', 'state', 'symbol', 'timeframe'];

/** Stretches without candles, newest first, and what became of each. What is asked for stands in the address. */
class GapsPage extends LitElement {
  static properties = {
    parts: { attribute: false },
    parameters: { attribute: false },
  };

  static styles = [
    shared,
    panels,
    paging,
    sections,
    forms,
    tables,
    css`
      form {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 10rem), 1fr));
        gap: 0.75rem 1rem;
        padding: 1rem 1.25rem;
      }

      .body {
        min-height: 14rem;
        display: flex;
        flex-direction: column;
      }

      .pages {
        padding: 0.6rem 1.25rem;
        min-height: 3.25rem;
      }
    `,
  ];

  constructor() {
    super();
    new Ticking(this);
  }

  willUpdate(changed) {
    if (changed.has('parts')) {
      this.asking = new Asking(this, () => this.parts.api.get('/gaps', this.#question()), { everyMs: EVERY_MS });
    }
    const before = changed.get('parameters');
    if (before && JSON.stringify(before) !== JSON.stringify(this.parameters)) {
      this.asking.afresh();
    }
  }

  focusFilter() {
    this.renderRoot.querySelector('#symbol').focus();
  }

  render() {
    const { value, problem } = this.asking;
    const mayAct = isAtLeast(this.parts.session, 'operator');
    return html`
      <div class="top"><h1>Gaps</h1>${candleTabs('candles/gaps')}
        <span class="end">${mayAct ? html`<button class="button" @click=${this.#scan}>Look for gaps…</button>` : nothing}</span></div>
      ${candleProblem(problem, value)}
      ${this.#filters(problem)}
      <section class="card panel" aria-labelledby="heading" aria-busy=${!value}>
        <header><h2 id="heading">Gaps</h2><span class="quiet">newest first</span>
          <span class="end"><tw-csv .api=${this.parts.api} path="/gaps" .parameters=${this.#wanted()} name="gaps"></tw-csv></span></header>
        <div class="body">${value ? this.#table(value, mayAct) : html`<p class="none muted">${problem ? 'Gaps are not known.' : 'Loading…'}</p>`}</div>
        ${value ? this.#pages(value) : nothing}
      </section>
      <tw-downtimes .parts=${this.parts}></tw-downtimes>
      <tw-action-dialog></tw-action-dialog>
    `;
  }

  #filters(problem) {
    const { repaired = 'false', state = '', symbol = '', timeframe = '' } = this.parameters;
    const select = (name, label, value, options) => html`<div class="field"><label for=${name}>${label}</label>
      <select id=${name} name=${name}>${options.map(([key, word]) => html`<option value=${key} ?selected=${key === value}>${word}</option>`)}</select></div>`;
    return html`<form class="card" role="search" aria-label="Find gaps" @change=${this.#changed} @submit=${this.#submitted}>
      ${select('repaired', 'Left to do', repaired, [['false', 'Something'], ['true', 'Nothing'], ['any', 'Either']])}
      ${select('state', 'State', state, [['', 'Any'], ...Object.entries(GAP_STATES).map(([key, { word }]) => [key, word])])}
      <div class="field"><label for="symbol">Symbol</label><input id="symbol" name="symbol" type="search" maxlength="20" autocomplete="off"
        .value=${symbol} />${problem?.messageFor('symbol') ? html`<span class="mistake" role="alert">${problem.messageFor('symbol')}</span>` : nothing}</div>
      ${select('timeframe', 'Timeframe', timeframe, [['', 'Any'], ...TIMEFRAMES.map((one) => [one, one])])}
    </form>`;
  }

  #table({ items }, mayAct) {
    if (items.length === 0) {
      return html`<div class="none"><h2>No gaps</h2><p class="muted">${this.parameters.repaired === undefined
        ? 'Nothing is left to repair.' : 'None fits.'}</p></div>`;
    }
    return html`<table>
      <thead><tr><th>Series</th><th>From</th><th>To</th><th class="right">Candles</th><th>State</th><th>How it stands</th>
        ${mayAct ? html`<th><span class="hidden-visually">Action</span></th>` : nothing}</tr></thead>
      <tbody>${items.map((gap) => this.#row(gap, mayAct))}</tbody>
    </table>`;
  }

  #row(gap, mayAct) {
    const { look, word } = GAP_STATES[gap.state];
    const name = gap.symbol + '/' + gap.timeframe;
    const chart = hrefOf('candles', { symbol: gap.symbol, timeframe: gap.timeframe, ...around(gap) });
    return html`<tr>
      <td data-name="Series"><a href=${chart} title="See the chart">${name}</a></td>
      <td data-name="From" class="number tight">${moment(gap.gap_start)}</td>
      <td data-name="To" class="number tight">${moment(gap.gap_end)}</td>
      <td data-name="Candles" class="number right">${count(gap.missing)}</td>
      <td data-name="State"><span class="mark dot ${look}">${word}</span></td>
      <td data-name="How it stands"><small>${standingOf(gap)}</small></td>
      ${mayAct ? html`<td class=${isOver(gap) ? 'empty' : ''}>${isOver(gap) ? nothing : this.#repairButton(gap, name)}</td>` : nothing}
    </tr>`;
  }

  #repairButton(gap, name) {
    const word = gap.repaired_at ? 'Ask again' : 'Repair';
    return html`<button class="button small" aria-label="${gap.repaired_at ? 'Ask again for' : word} ${name}"
      @click=${() => this.#ask(gapQuestion(this.parts.api, gap, () => this.asking.again()))}>${word}</button>`;
  }

  #pages({ next_cursor: next }) {
    return pagesOf({ page: 'candles/gaps', list: 'the gaps', filter: this.#filter(), cursor: this.parameters.cursor, next });
  }

  #filter() {
    return withValue(Object.fromEntries(FILTERS.map((name) => [name, this.parameters[name]])));
  }

  #question() {
    return withValue({ ...this.#wanted(), cursor: this.parameters.cursor, limit: PAGE });
  }

  #wanted() {
    const { repaired = 'false', ...others } = this.#filter();
    return withValue({ ...others, repaired: repaired === 'any' ? '' : repaired });
  }

  #submitted(event) {
    event.preventDefault();
    this.#changed();
  }

  #changed() {
    const fields = Object.fromEntries(new FormData(this.renderRoot.querySelector('form')));
    location.hash = hrefOf('candles/gaps', { ...fields, symbol: fields.symbol.trim(), repaired: fields.repaired === 'false' ? '' : fields.repaired });
  }

  #scan() {
    this.#ask(scanQuestion(this.parts.api, () => this.asking.soon()));
  }

  #ask(question) {
    this.renderRoot.querySelector('tw-action-dialog').ask(question);
  }
}

/** The gap with more than as much on both sides, but of a long one no more than is seen at once. */
function around({ gap_start: start, gap_end: end, timeframe }) {
  const length = Date.parse(end) - Date.parse(start);
  const margin = Math.min(Math.max(length * 3, length + 3_600_000), MARGIN * lengthOf(timeframe));
  return {
    from: new Date(Date.parse(start) - margin).toISOString(),
    to: new Date(Date.parse(end) + margin).toISOString(),
  };
}

function standingOf(gap) {
  const { state, attempts, confirmations, last_error: error, next_try_at: next, repair_run_id: run } = gap;
  const tries = attempts === 0 ? 'not tried yet' : attempts + (attempts === 1 ? ' attempt' : ' attempts');
  const told = {
    missing: html`${tries}${error ? ': ' + error : nothing}${next ? html`, next ${ahead(next)}` : nothing}`,
    quarantined: error,
    'proven-empty': confirmations ? confirmed(confirmations) : 'as what it is built from',
    'exchange-down': 'part of a downtime',
    repaired: html`${ago(gap.repaired_at)}`,
    gone: html`${ago(gap.repaired_at)}`,
  }[state];
  return html`${told}${run ? html` · ${runLink({ id: run, job: 'run' })}` : nothing}`;
}

customElements.define('tw-gaps-page', GapsPage);
