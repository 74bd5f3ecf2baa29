import { LitElement, css, html } from 'lit';
import { Asking } from '../asking.js';
import { panels } from './panel-styles.js';
import { shared } from './shared-styles.js';
import { tables } from './table-styles.js';

const EVERY_MS = 60_000;
const WORDS = {
  'high-below-low': () => 'its highest price is below its lowest',
  'outside-range': () => 'it opens or closes outside of its own range',
  'not-positive': () => 'a price is zero or less',
  'negative-volume': () => 'its volume is less than nothing',
  jump: (threshold) => 'it closes at ' + threshold + ' times its neighbours’ close, or a ' + threshold + 'th of it',
  frozen: (threshold) => 'the price has not moved for ' + threshold + ' candles, although there was trade',
};

/** What candles are doubted for: for all series, and for those of which something else is said. */
class QualityRules extends LitElement {
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

      .body {
        min-height: 22rem;
        display: flex;
        flex-direction: column;
        overflow: auto;
      }
    `,
  ];

  willUpdate(changed) {
    if (changed.has('parts')) {
      this.asking = new Asking(this, () => this.parts.api.get('/api/v1/quality-rules'), { everyMs: EVERY_MS });
    }
  }

  render() {
    const { value, problem } = this.asking;
    return html`
      <section class="card panel" aria-labelledby="heading" aria-busy=${!value}>
        <header><h2 id="heading">What candles are doubted for</h2></header>
        <div class="body">${value ? table(value.items) : html`<p class="none muted">${problem ? problem.message : 'Loading…'}</p>`}</div>
      </section>
    `;
  }
}

function table(items) {
  return html`<table aria-labelledby="heading">
    <thead><tr><th scope="col">Rule</th><th scope="col">Series</th><th scope="col">A candle waits when</th><th scope="col">Now</th></tr></thead>
    <tbody>${items.map(row)}</tbody>
  </table>`;
}

function row({ rule, symbol, timeframe, on, threshold }) {
  const words = WORDS[rule] ?? (() => (threshold === null ? rule : rule + ' ' + threshold));
  return html`<tr>
    <td data-name="Rule" class="tight">${rule}</td>
    <td data-name="Series" class="tight">${symbol ? symbol + '/' + timeframe : 'all'}</td>
    <td data-name="A candle waits when">${words(threshold)}</td>
    <td data-name="Now"><span class="mark dot ${on ? 'up' : ''}">${on ? 'on' : 'off'}</span></td>
  </tr>`;
}

customElements.define('tw-quality-rules', QualityRules);
