import { html, nothing } from 'lit';
import { hrefOf } from '../address.js';

const TABS = [
  ['candles', 'Chart'],
  ['candles/coverage', 'Coverage'],
  ['candles/gaps', 'Gaps'],
  ['candles/backfill', 'Backfill'],
  ['candles/quarantine', 'Quarantine'],
];

/** The pages about candles; those about series keep to the series that is looked at. */
export function candleTabs(current, { symbol, timeframe } = {}) {
  return html`<nav class="tabs" aria-label="Candles">
    ${TABS.map(([path, title]) => html`<a href=${hrefOf(path, path === 'candles' ? { symbol, timeframe } : {})}
      aria-current=${path === current ? 'page' : nothing}>${title}</a>`)}
  </nav>`;
}
