import { LitElement, css, html, nothing } from 'lit';
import { repairQuestion } from '../candle-actions.js';
import { CandleFeed } from '../candle-feed.js';
import { hrefOf } from '../address.js';
import { Asking } from '../asking.js';
import { Ticking } from '../clock.js';
import { count } from '../format.js';
import { isAtLeast } from '../roles.js';
import { bySeries, TIMEFRAMES } from '../timeframes.js';
import { candleProblem } from './candle-problems.js';
import { candleTabs } from './candle-tabs.js';
import { forms } from './form-styles.js';
import { kindLegend } from './kind-legend.js';
import { kindStyles } from './kind-styles.js';
import { panels } from './panel-styles.js';
import { ago } from './runs.js';
import { shared } from './shared-styles.js';
import { stacked } from './stack-styles.js';
import './tw-action-dialog.js';
import './tw-candle-chart.js';
import './tw-candle-details.js';
import './tw-csv.js';
import './tw-pieces.js';

const USUAL = { symbol: 'BTCUSD', timeframe: '1h' };

/** One series as a chart that lives, with what is missing in it. Series, range and candle stand in the address. */
class CandlesPage extends LitElement {
  static properties = {
    parts: { attribute: false },
    parameters: { attribute: false },
    chosen: { state: true },
  };

  static styles = [
    shared,
    stacked,
    panels,
    forms,
    kindStyles,
    css`
      .chart {
        padding: 0.75rem 0.75rem 0.9rem;
        display: grid;
        gap: 0.5rem;
        min-width: 0;
      }

      .choice {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.5rem 0.75rem;
        padding: 0 0.35rem;
      }

      .choice select {
        width: auto;
        font-weight: 600;
      }

      .timeframes {
        display: flex;
        flex-wrap: wrap;
        gap: 0.2rem;
      }

      .timeframes a {
        padding: 0.25rem 0.6rem;
        border-radius: 8px;
        text-decoration: none;
        color: var(--muted);
        font-size: 0.9375rem;
      }

      .timeframes a:hover {
        background: var(--raised);
        color: var(--ink);
      }

      .timeframes a[aria-current] {
        background: var(--idle-soft);
        color: var(--ink);
        font-weight: 600;
      }

      .reading {
        margin-left: auto;
        display: flex;
        flex-wrap: wrap;
        align-items: baseline;
        gap: 0 0.9rem;
        font-size: 0.875rem;
        min-height: 1.5rem;
      }

      .reading b {
        font-weight: 500;
        color: var(--muted);
      }

      .close {
        font-size: 1.125rem;
        font-weight: 650;
      }

      .place {
        position: relative;
        min-height: clamp(20rem, 58vh, 34rem);
        display: grid;
        min-width: 0;
      }

      .foot > span {
        display: inline-flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.25rem 0.6rem;
      }

      .foot {
        display: flex;
        flex-wrap: wrap;
        justify-content: space-between;
        gap: 0.5rem 1rem;
        padding: 0 0.35rem;
        min-height: 1.5rem;
      }

      @media (max-width: 40rem) {
        .chart {
          padding: 0.6rem 0.4rem;
        }

        .reading {
          margin-left: 0;
          flex-basis: 100%;
          align-content: start;
          min-height: 3.6rem;
        }

        .foot {
          align-content: start;
          min-height: 5.6rem;
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
      this.series = new Asking(this, () => this.parts.api.get('/api/v1/candle-series'));
    }
    if (changed.has('parameters') && JSON.stringify(changed.get('parameters')) !== JSON.stringify(this.parameters)) {
      this.#begin();
    }
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.timer);
  }

  focusFilter() {
    this.renderRoot.querySelector('select').focus();
  }

  #begin() {
    const { from, to, at } = this.parameters;
    clearTimeout(this.timer);
    this.chosen = at ? Date.parse(at) : null;
    this.sight = { from, to };
    this.feed?.end();
    this.range = { from, to };
    this.feed = new CandleFeed(this, this.parts, this.#shown(), this.range);
  }

  #shown() {
    const { symbol = USUAL.symbol, timeframe } = this.parameters;
    return { symbol, timeframe: TIMEFRAMES.includes(timeframe) ? timeframe : USUAL.timeframe };
  }

  render() {
    const { feed } = this;
    const shown = this.#shown();
    // A live candle may come before the past does; a chart of it alone would begin at the wrong place.
    const isNew = feed.candles.length === 0 || !feed.hasBegun;
    return html`
      <div class="top"><h1>Candles</h1>${candleTabs('candles', shown)}</div>
      ${candleProblem(feed.problem, !isNew)}
      ${candleProblem(feed.problem ? null : feed.piecesProblem, false, 'Why candles are missing is not known now.')}
      <section class="card chart" aria-label="Chart">
        <div class="choice">${this.#choice(shown)}${this.#reading()}</div>
        <div class="place" aria-busy=${feed.isLoading}>${isNew ? this.#none() : this.#chart(shown)}</div>
        <div class="foot">${kindLegend({ isWithRestated: true })}<span class="quiet number">${this.#state()}</span></div>
      </section>
      ${this.#details(shown)}
      ${isNew || !feed.pieces ? nothing : html`<tw-pieces .pieces=${feed.pieces}
        .mayRepair=${isAtLeast(this.parts.session, 'operator')} @repair=${this.#repair}></tw-pieces>`}
      <tw-action-dialog></tw-action-dialog>
    `;
  }

  #choice({ symbol, timeframe }) {
    const known = (this.series.value?.items ?? []).filter(({ removed_at: removed }) => !removed).sort(bySeries);
    const symbols = [...new Set([...known.map((one) => one.symbol), symbol])];
    const timeframes = TIMEFRAMES.filter((one) => one === timeframe || known.some((other) => other.symbol === symbol && other.timeframe === one));
    return html`
      <label class="hidden-visually" for="symbol">Symbol</label>
      <select id="symbol" @change=${({ target }) => (location.hash = hrefOf('candles', { symbol: target.value, timeframe }))}>
        ${symbols.map((one) => html`<option ?selected=${one === symbol}>${one}</option>`)}
      </select>
      <nav class="timeframes" aria-label="Timeframe">
        ${timeframes.map((one) => html`<a href=${hrefOf('candles', { symbol, timeframe: one })}
          aria-current=${one === timeframe ? 'true' : nothing}>${one}</a>`)}
      </nav>
    `;
  }

  #reading() {
    const { newest } = this.feed;
    if (!newest) {
      return html`<span class="reading"></span>`;
    }
    const isUp = Number(newest.close) >= Number(newest.open);
    const figures = [['O', newest.open], ['H', newest.high], ['L', newest.low], ['V', newest.volume]];
    return html`<span class="reading number" aria-label="Newest candle">
      <span class="close">${newest.close}</span>
      <span class="mark dot ${isUp ? 'up' : 'down'}">${newest.final ? 'closed' : 'forming'}</span>
      ${figures.map(([word, value]) => html`<span><b>${word}</b> ${value}</span>`)}
    </span>`;
  }

  #chart({ symbol, timeframe }) {
    const { candles, former, pieces } = this.feed;
    const label = 'Candles of ' + symbol + ', ' + timeframe + ', ' + count(candles.length) + ' loaded'
      + (former.size ? ', ' + count(former.size) + ' restated' : '');
    return html`<tw-candle-chart .candles=${candles} .pieces=${pieces ?? []} .former=${former} .chosen=${this.chosen}
      .timeframe=${timeframe} .range=${this.range} .label=${label} @edge=${() => this.feed.older()} @looked=${this.#looked}
      @chosen=${({ detail }) => this.#choose(detail)}></tw-candle-chart>`;
  }

  #details(series) {
    const { candles, former } = this.feed;
    const index = candles.findIndex(({ at }) => at === this.chosen);
    return index < 0 ? nothing : html`<tw-candle-details .api=${this.parts.api} .series=${series} .candle=${candles[index]}
      .former=${former.get(this.chosen) ?? []} @close=${() => this.#choose(null)}
      @step=${({ detail: step }) => this.#choose(candles[index + step]?.at ?? this.chosen)}></tw-candle-details>`;
  }

  #none() {
    if (this.feed.isLoading || this.feed.source === null) {
      return html`<p class="none muted" role="status">${this.feed.isLoading ? 'Loading…' : ''}</p>`;
    }
    const { symbol, timeframe } = this.#shown();
    return html`<div class="none"><h2>No candles here</h2>
      <p class="muted">Nothing of ${symbol}/${timeframe} is stored ${this.parameters.from ? 'in this range' : 'yet'}.</p>
      <p class="actions">${this.parameters.from ? html`<a href=${hrefOf('candles', { symbol, timeframe })}>To the newest</a>` : nothing}
        <a href="#/candles/backfill">Load the past</a></p></div>`;
  }

  #state() {
    const { feed } = this;
    const past = this.parameters.to ? html`<a href=${hrefOf('candles', this.#shown())}>To the newest</a>` : nothing;
    if (feed.candles.length === 0) {
      return nothing;
    }
    const words = feed.isLoading ? 'loading…' : count(feed.candles.length) + ' candles' + (feed.isAtBeginning ? ', from the first that is stored' : '');
    return html`${words}${feed.newest.seen_at || feed.newest.as_of ? html` · seen ${ago(feed.newest.as_of ?? feed.newest.seen_at)}` : nothing} ${past}
      <tw-csv .api=${this.parts.api} path=${feed.path} .parameters=${feed.range} name=${feed.name}></tw-csv>`;
  }

  /** The address follows the reader, without a step in the browser's history for each move. */
  #looked({ detail: { from, to, isNewest } }) {
    this.sight = { from, to: isNewest ? undefined : to };
    this.#tellAddressSoon();
  }

  #choose(at) {
    this.chosen = at;
    this.#tellAddressSoon();
  }

  #tellAddressSoon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      const at = this.chosen === null ? undefined : new Date(this.chosen).toISOString();
      history.replaceState(null, '', hrefOf('candles', { ...this.#shown(), ...this.sight, at }));
    }, 400);
  }

  #repair({ detail: { from, until } }) {
    const question = repairQuestion(this.parts.api, { ...this.#shown(), from, to: until }, () => this.feed.again());
    this.renderRoot.querySelector('tw-action-dialog').ask(question);
  }
}

customElements.define('tw-candles-page', CandlesPage);
