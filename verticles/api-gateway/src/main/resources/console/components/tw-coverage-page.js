import { LitElement, css, html, nothing } from 'lit';
import { repairQuestion } from '../candle-actions.js';
import { tellOfCandles } from '../candle-news.js';
import { hrefOf } from '../address.js';
import { Asking } from '../asking.js';
import { count, utcTime } from '../format.js';
import { dayWords } from '../kinds.js';
import { Hearing } from '../lines.js';
import { isAtLeast } from '../roles.js';
import { TIMEFRAMES } from '../timeframes.js';
import { candleProblem } from './candle-problems.js';
import { candleTabs } from './candle-tabs.js';
import { forms } from './form-styles.js';
import { kindLegend } from './kind-legend.js';
import { kindStyles } from './kind-styles.js';
import { panels } from './panel-styles.js';
import { shared } from './shared-styles.js';
import { stacked } from './stack-styles.js';
import './tw-action-dialog.js';
import './tw-heat-map.js';
import './tw-pieces.js';

const DAY_MS = 86_400_000;
const EVERY_MS = 30_000;
const SPACING_MS = 3_000;
const SPANS = ['30', '90', '365'];

/** How complete every day is, by symbol; a chosen day shows its holes and is repaired from here. */
class CoveragePage extends LitElement {
  static properties = {
    parts: { attribute: false },
    parameters: { attribute: false },
  };

  static styles = [
    shared,
    stacked,
    panels,
    forms,
    kindStyles,
    css`
      .choice {
        display: flex;
        flex-wrap: wrap;
        align-items: end;
        gap: 0.75rem 1rem;
      }

      .choice select {
        width: auto;
      }

      .map {
        min-height: 12rem;
      }

      .foot {
        padding: 0 1.25rem 1rem;
      }

      .actions {
        align-items: center;
      }

      @media (max-width: 40rem) {
        header > [role='status'] {
          flex-basis: 100%;
          order: 1;
          min-height: 1.4em;
        }
      }

      .chosen {
        display: grid;
        gap: 0.75rem;
        min-height: 12rem;
        align-content: start;
      }
    `,
  ];

  willUpdate(changed) {
    if (changed.has('parts')) {
      const { api, lines } = this.parts;
      this.asking = new Asking(this, () => this.#ask(), { everyMs: EVERY_MS });
      this.holes = new Asking(this, () => this.#chosen() && api.get(this.#pathOfChosen(), this.#dayOfChosen()), { everyMs: EVERY_MS });
      new Hearing(this, lines.jobs, { onLines: (told) => tellOfCandles(told) && this.#askSoon(), onGap: () => this.#askSoon() });
    }
    const before = changed.get('parameters');
    if (before && (before.timeframe !== this.parameters.timeframe || before.days !== this.parameters.days)) {
      this.asking.afresh();
    }
    if (before && JSON.stringify(before) !== JSON.stringify(this.parameters)) {
      this.holes.afresh();
    }
  }

  focusFilter() {
    this.renderRoot.querySelector('select').focus();
  }

  render() {
    const { value, problem } = this.asking;
    return html`
      <div class="top"><h1>Coverage</h1>${candleTabs('candles/coverage')}</div>
      ${candleProblem(problem, value)}
      <section class="card panel" aria-labelledby="heading" aria-busy=${!value}>
        <header><h2 id="heading">Each day</h2><span class="quiet number" role="status">${value ? summaryOf(value.items) : nothing}</span>
          <span class="end choice">${this.#choice()}</span></header>
        <div class="map panel">${this.#map(value, problem)}</div>
        <div class="foot">${kindLegend({ isWithPresent: true })}</div>
      </section>
      <div class="chosen">${this.#chosen() ? this.#day() : html`<p class="quiet">Choose a day to see what is missing in it.</p>`}</div>
      <tw-action-dialog></tw-action-dialog>
    `;
  }

  #choice() {
    const select = (name, label, options, value) => html`<label class="hidden-visually" for=${name}>${label}</label>
      <select id=${name} @change=${({ target }) => this.#go({ [name]: target.value })}>
        ${options.map(([key, word]) => html`<option value=${key} ?selected=${key === value}>${word}</option>`)}
      </select>`;
    return html`${select('timeframe', 'Timeframe', TIMEFRAMES.map((one) => [one, one]), this.#timeframe())}
      ${select('days', 'Days', SPANS.map((one) => [one, one + ' days']), this.#span())}`;
  }

  #map(value, problem) {
    if (!value) {
      return html`<p class="none muted">${problem ? 'Coverage is not known.' : 'Loading…'}</p>`;
    }
    if (value.items.length === 0) {
      return html`<div class="none"><h2>Nothing is expected yet</h2>
        <p class="muted">No series of ${this.#timeframe()} has begun in this time.</p>
        <p><a href="#/candles/backfill">Load the past</a></p></div>`;
    }
    return html`<tw-heat-map .items=${value.items} .from=${value.from} .until=${value.until} .chosen=${this.#chosen()}
      @choose=${({ detail }) => this.#go(detail)}></tw-heat-map>`;
  }

  #day() {
    const { symbol, day } = this.#chosen();
    const figures = this.asking.value?.items.find((item) => item.symbol === symbol && item.day === day);
    const next = new Date(Date.parse(day) + DAY_MS).toISOString();
    const series = { symbol, timeframe: this.#timeframe() };
    const mayRepair = isAtLeast(this.parts.session, 'operator');
    return html`
      <div class="top">
        <h2>${symbol}, ${day}</h2>
        <span class="quiet number">${figures ? dayWords(figures) : ''}</span>
        <span class="end actions">
          <a class="quiet" href=${hrefOf('candles', { ...series, from: day + 'T00:00:00.000Z', to: next })}>See the chart</a>
          ${mayRepair ? html`<button class="button" @click=${() => this.#repair(this.#dayOfChosen())}>Repair this day</button>` : nothing}
        </span>
      </div>
      ${candleProblem(this.holes.problem, this.holes.value)}
      ${this.holes.value ? html`<tw-pieces .pieces=${this.holes.value.items} .mayRepair=${mayRepair} .heading=${'Its holes'}
        @repair=${({ detail: { from, until: to } }) => this.#repair({ from, to })}></tw-pieces>` : nothing}
    `;
  }

  #repair({ from, to }) {
    const wish = { symbol: this.#chosen().symbol, timeframe: this.#timeframe(), from, to };
    const done = () => Promise.all([this.asking.again(), this.holes.again()]);
    this.renderRoot.querySelector('tw-action-dialog').ask(repairQuestion(this.parts.api, wish, done));
  }

  #askSoon() {
    this.asking.soon(SPACING_MS);
    this.holes.soon(SPACING_MS);
  }

  #chosen() {
    const { symbol, day } = this.parameters;
    return symbol && /^\d{4}-\d\d-\d\d$/.test(day ?? '') ? { symbol, day } : null;
  }

  #pathOfChosen() {
    return '/api/v1/coverage/' + encodeURIComponent(this.#chosen().symbol) + '/' + this.#timeframe();
  }

  #dayOfChosen() {
    const { day } = this.#chosen();
    return { from: utcOfDay(Date.parse(day)), to: utcOfDay(Date.parse(day) + DAY_MS) };
  }

  #timeframe() {
    return TIMEFRAMES.includes(this.parameters.timeframe) ? this.parameters.timeframe : '1h';
  }

  #span() {
    return SPANS.includes(this.parameters.days) ? this.parameters.days : '90';
  }

  /** The days up to the present one, which only the server knows: its clock may have been moved. */
  async #ask() {
    const { api } = this.parts;
    const { now } = await api.get('/api/v1/clock');
    const until = Math.floor(Date.parse(now) / DAY_MS) * DAY_MS + DAY_MS;
    const from = until - Number(this.#span()) * DAY_MS;
    const range = { from: utcOfDay(from), to: utcOfDay(until) };
    const { items } = await api.get('/api/v1/coverage', { timeframe: this.#timeframe(), ...range, all: true });
    return { items, from, until };
  }

  #go(change) {
    const { timeframe, days, symbol, day } = { ...this.parameters, ...change };
    location.hash = hrefOf('candles/coverage', { timeframe, days, symbol, day });
  }
}

function utcOfDay(ms) {
  return utcTime(ms).slice(0, 10) + 'T00:00:00Z';
}

function summaryOf(items) {
  const expected = items.reduce((sum, day) => sum + day.expected, 0);
  const present = items.reduce((sum, day) => sum + day.present, 0);
  return expected === 0 ? '' : count(present) + ' of ' + count(expected) + ' candles';
}

customElements.define('tw-coverage-page', CoveragePage);
