import { LitElement, css, html, nothing } from 'lit';
import { dayWords, worstOf } from '../kinds.js';
import { kindStyles } from './kind-styles.js';
import { shared } from './shared-styles.js';

const DAY_MS = 86_400_000;
const MONTH = new Intl.DateTimeFormat(undefined, { month: 'short', timeZone: 'UTC' });
const DATE = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeZone: 'UTC' });
const STEPS = {
  ArrowLeft: { down: 0, right: -1 },
  ArrowRight: { down: 0, right: 1 },
  ArrowUp: { down: -1, right: 0 },
  ArrowDown: { down: 1, right: 0 },
  Home: { down: 0, right: -1, isEndless: true },
  End: { down: 0, right: 1, isEndless: true },
};
const FEW_DAYS = 45;

/**
 * How complete each day of each symbol is: a row for a symbol, a cell for a day of UTC. Arrow keys move among the cells.
 * Tells of the chosen one by `choose` (`symbol`, `day`).
 */
class HeatMap extends LitElement {
  static properties = {
    items: { attribute: false },
    /** The first day and the day after the last, in milliseconds. */
    from: { attribute: false },
    until: { attribute: false },
    chosen: { attribute: false },
  };

  static styles = [
    shared,
    kindStyles,
    css`
      :host {
        display: block;
        min-width: 0;
      }

      .scroll {
        overflow-x: auto;
        padding: 0.25rem 1.25rem 1rem 0;
      }

      .row {
        display: grid;
        grid-template-columns: 7rem;
        grid-auto-flow: column;
        grid-auto-columns: minmax(0.6rem, 1fr);
        gap: 2px;
        align-items: center;
        margin-bottom: 4px;
        min-width: max-content;
      }

      .name {
        position: sticky;
        left: 0;
        z-index: 1;
        background: var(--surface);
        font-size: 0.875rem;
        font-weight: 600;
        padding: 0 0.5rem 0 1.25rem;
        align-self: stretch;
        align-content: center;
        overflow: hidden;
        text-overflow: ellipsis;
      }

      .label {
        font-size: 0.75rem;
        color: var(--muted);
        width: 0;
        overflow: visible;
        white-space: nowrap;
        min-height: 1.1rem;
      }

      .cell {
        display: block;
        width: 100%;
        min-width: 0.6rem;
        height: 1.9rem;
        border: 0;
        padding: 0;
        border-radius: 3px;
        cursor: pointer;
      }

      .cell:hover,
      .cell[aria-selected='true'] {
        outline: 2px solid var(--ink);
        outline-offset: 1px;
      }

      .cell:focus-visible {
        outline: 3px solid var(--focus);
        outline-offset: 1px;
      }

      .none {
        background: var(--raised);
        cursor: default;
      }

      .kind-present {
        background: var(--up);
        opacity: 0.75;
      }

      @media (pointer: coarse) {
        .row {
          grid-template-columns: 5.75rem;
          grid-auto-columns: minmax(1.4rem, 1fr);
        }

        .cell {
          height: 2.4rem;
        }
      }
    `,
  ];

  #wasScrolled = false;

  render() {
    const days = this.#days();
    const bySymbol = this.#bySymbol();
    const entry = this.#entry(bySymbol);
    return html`
      <div class="scroll" tabindex="-1">
        <div role="grid" aria-label="Coverage by symbol and day" @click=${this.#clicked} @keydown=${this.#pressed}>
          <div class="row" aria-hidden="true"><span class="name"></span>${days.map((day, i) => html`<span
            class="label">${labelOf(day, i, days.length)}</span>`)}</div>
          ${bySymbol.map(([symbol, byDay]) => html`<div class="row" role="row">
            <span class="name" role="rowheader" title=${symbol}>${symbol}</span>
            ${days.map((day) => this.#cell(symbol, day, byDay.get(day), symbol === entry.symbol && day === entry.day))}
          </div>`)}
        </div>
      </div>
    `;
  }

  updated() {
    if (!this.#wasScrolled && this.items.length > 0) {
      this.#wasScrolled = true;
      const scroll = this.renderRoot.querySelector('.scroll');
      scroll.scrollLeft = scroll.scrollWidth;
    }
  }

  /** Where the tab key leads: what is chosen, else the newest day of the first symbol of which anything is expected. */
  #entry(bySymbol) {
    const isThere = bySymbol.some(([symbol, byDay]) => symbol === this.chosen?.symbol && byDay.has(this.chosen.day));
    const [symbol, byDay] = bySymbol[0] ?? [null, new Map()];
    return isThere ? this.chosen : { symbol, day: [...byDay.keys()].sort().at(-1) };
  }

  #cell(symbol, day, figures, isEntry) {
    const isChosen = this.chosen?.symbol === symbol && this.chosen?.day === day;
    if (!figures) {
      return html`<span class="cell none" role="gridcell" aria-label="${symbol}, ${DATE.format(new Date(day))}: nothing expected"></span>`;
    }
    const words = symbol + ', ' + DATE.format(new Date(day)) + ': ' + dayWords(figures);
    return html`<button class="cell kind-${worstOf(figures) ?? 'present'}" role="gridcell" data-symbol=${symbol} data-day=${day}
      title=${words} aria-label=${words} aria-selected=${isChosen ? 'true' : nothing} tabindex=${isEntry ? 0 : -1}></button>`;
  }

  #days() {
    const days = [];
    for (let at = this.from; at < this.until; at += DAY_MS) {
      days.push(new Date(at).toISOString().slice(0, 10));
    }
    return days;
  }

  #bySymbol() {
    const rows = new Map();
    for (const item of this.items) {
      if (!rows.has(item.symbol)) {
        rows.set(item.symbol, new Map());
      }
      rows.get(item.symbol).set(item.day, item);
    }
    return [...rows].sort(([one], [other]) => one.localeCompare(other));
  }

  #clicked({ target }) {
    if (target.dataset.day) {
      this.dispatchEvent(new CustomEvent('choose', { detail: { symbol: target.dataset.symbol, day: target.dataset.day } }));
    }
  }

  #pressed(event) {
    const cells = [...this.renderRoot.querySelectorAll('.row[role=row]')].map((row) => [...row.querySelectorAll('.cell')]);
    const row = cells.findIndex((inRow) => inRow.includes(event.target));
    const step = STEPS[event.key];
    if (row < 0 || !step) {
      return;
    }
    event.preventDefault();
    const cell = nextOf(cells, { row, column: cells[row].indexOf(event.target) }, step);
    if (cell) {
      event.target.tabIndex = -1;
      cell.tabIndex = 0;
      cell.focus();
    }
  }
}

/** The next cell in a direction of which anything is expected; the last in it when the step is endless. */
function nextOf(cells, { row, column }, { down, right, isEndless }) {
  let found = null;
  for (let y = row + down, x = column + right; cells[y]?.[x] && (isEndless || !found); y += down, x += right) {
    found = cells[y][x].dataset.day ? cells[y][x] : found;
  }
  return found;
}

/** The month where it begins; of few days each week. */
function labelOf(day, index, many) {
  const date = new Date(day);
  if (many <= FEW_DAYS) {
    return index % 7 === 0 ? MONTH.format(date) + ' ' + date.getUTCDate() : '';
  }
  return date.getUTCDate() === 1 ? MONTH.format(date) : '';
}

customElements.define('tw-heat-map', HeatMap);
