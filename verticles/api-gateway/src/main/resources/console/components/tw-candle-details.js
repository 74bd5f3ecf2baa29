import { LitElement, css, html, nothing } from 'lit';
import { Asking } from '../asking.js';
import { differ } from '../candle-figures.js';
import { fullTime } from '../format.js';
import { opensAfter } from '../timeframes.js';
import { figureStyles, figureTable } from './figure-tables.js';
import { panels } from './panel-styles.js';
import { ago, moment } from './runs.js';
import { shared } from './shared-styles.js';
import './tw-origin.js';

const UNTIL_STORED_MS = 3_000;

/**
 * One candle: what it says, what it said before it was restated, and where each of that came from. Tells of `step` (-1 or
 * 1) when somebody wants to see the one beside it, and of `close`.
 */
class CandleDetails extends LitElement {
  static properties = {
    api: { attribute: false },
    /** `symbol` and `timeframe`. */
    series: { attribute: false },
    candle: { attribute: false },
    /** Its revisions, newest first. */
    former: { attribute: false },
  };

  static styles = [
    shared,
    panels,
    figureStyles,
    css`
      :host {
        display: block;
        min-width: 0;
      }

      .body {
        display: grid;
        gap: 0.6rem;
        padding: 0.75rem 1.25rem 1rem;
        min-width: 0;
      }
    `,
  ];

  constructor() {
    super();
    this.stored = new Asking(this, () => this.#stored(), {
      everyMs: () => (this.#batchId() ? null : UNTIL_STORED_MS),
    });
  }

  willUpdate(changed) {
    const before = changed.get('candle');
    if (before && !isSame(before, this.candle)) {
      this.stored.afresh();
    }
  }

  render() {
    const { candle, former } = this;
    return html`
      <section class="card panel" aria-labelledby="heading">
        <header>
          <h2 id="heading" role="status">Candle of ${fullTime(candle.at)}</h2>
          ${former.length ? html`<span class="mark dot warn">restated</span>` : nothing}
          ${candle.final ? nothing : html`<span class="mark dot info">forming</span>`}
          <span class="quiet number">seen ${ago(candle.as_of ?? candle.seen_at)}</span>
          <span class="end actions">
            ${this.#button('‹', 'Candle before', () => this.#step(-1))}
            ${this.#button('›', 'Candle behind', () => this.#step(1))}
            ${this.#button('Close', 'Close the candle', () => this.dispatchEvent(new Event('close')))}
          </span>
        </header>
        <div class="body">
          ${figureTable('the candle', [['now', candle, former.length > 0], ...former.map((one) => [html`until ${moment(one.revised_at)}`, one.old])])}
          <tw-origin .api=${this.api} .batchId=${this.#batchId()} .heading=${'Where it came from'} .isOpen=${true}></tw-origin>
          ${former.map(({ old, revised_at: at }) => html`<tw-origin .api=${this.api} .batchId=${old.batch_id}
            .heading=${html`Where its values until ${moment(at)} came from`}></tw-origin>`)}
        </div>
      </section>
    `;
  }

  #button(text, name, act) {
    return html`<button class="button small" aria-label=${name} title=${name} @click=${act}>${text}</button>`;
  }

  #step(step) {
    this.dispatchEvent(new CustomEvent('step', { detail: step }));
  }

  #batchId() {
    const stored = this.stored.value?.items[0];
    return this.candle.batch_id ?? (stored && isSame(stored, this.candle) ? stored.batch_id : null);
  }

  /** What is told live does not say where it came from. */
  #stored() {
    if (this.candle.batch_id) {
      return null;
    }
    const { symbol, timeframe } = this.series;
    const to = new Date(opensAfter(timeframe, this.candle.at)).toISOString();
    return this.api.get('/api/v1/candles/' + encodeURIComponent(symbol) + '/' + timeframe, { from: this.candle.open_time, to, limit: 1 });
  }
}

/** Whether both are one candle at one stage; one that forms may say something else each time. */
function isSame(one, other) {
  return Date.parse(one.open_time) === Date.parse(other.open_time) && one.final === other.final && !(one.final && differ(one, other));
}

customElements.define('tw-candle-details', CandleDetails);
