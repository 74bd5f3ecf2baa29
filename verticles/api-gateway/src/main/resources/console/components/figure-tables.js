import { css, html, nothing } from 'lit';
import { FIGURES } from '../candle-figures.js';

/** Candles below each other, so that their figures can be compared. */
export const figureStyles = css`
  .scroll {
    overflow-x: auto;
  }

  table {
    border-collapse: collapse;
    font-size: 0.9375rem;
    min-width: 34rem;
    width: 100%;
  }

  th,
  td {
    text-align: right;
    padding: 0.25rem 0.6rem;
    font-weight: 400;
  }

  thead th {
    color: var(--muted);
    font-size: 0.8125rem;
  }

  tbody th {
    text-align: left;
    padding-left: 0;
    white-space: nowrap;
  }

  .outstanding {
    background: var(--warn-soft);
  }

  .outstanding > * {
    color: var(--ink);
    font-weight: 600;
  }
`;

/** @param rows of a word, a candle or nothing, and whether it stands out */
export function figureTable(name, rows) {
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Figures of ${name}">
    <table>
      <thead><tr><td></td>${FIGURES.map((figure) => html`<th scope="col">${figure}</th>`)}</tr></thead>
      <tbody>${rows.map(([word, candle, isOutstanding]) => figures(word, candle, isOutstanding))}</tbody>
    </table>
  </div>`;
}

function figures(word, candle, isOutstanding) {
  return candle
    ? html`<tr class="number ${isOutstanding ? 'outstanding' : ''}"><th scope="row">${word}</th>
      ${FIGURES.map((figure) => html`<td>${candle[figure]}</td>`)}</tr>`
    : nothing;
}
