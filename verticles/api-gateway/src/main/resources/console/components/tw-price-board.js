import { LitElement, css, html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { shared } from './shared-styles.js';
import './tw-price-row.js';

const COLUMNS = ['Instrument', 'Price', 'Day change', 'Trend', 'Age', 'Source', 'State'];
const BONES = 6;

/** The table of prices; on a phone each row becomes a card. Rows have a fixed height, so nothing moves when they fill. */
class PriceBoard extends LitElement {
  static properties = {
    prices: { attribute: false },
    trails: { attribute: false },
    state: { attribute: false },
    problem: { attribute: false },
  };

  static styles = [
    shared,
    css`
      :host {
        display: block;
      }

      .card {
        overflow: clip;
      }

      .head {
        display: grid;
        grid-template-columns: var(--columns);
        gap: 0 1.5rem;
        padding: 0.6rem 1.25rem;
        font-size: 0.8125rem;
        color: var(--muted);
        border-bottom: 1px solid var(--line);
        background: var(--raised);
      }

      .head > :nth-child(2),
      .head > :nth-child(3),
      .head > :nth-child(5) {
        text-align: right;
      }

      .card {
        --columns: minmax(8rem, 1.3fr) minmax(8rem, 1fr) minmax(6.5rem, 0.8fr) minmax(6rem, 1fr) 4rem minmax(8rem, 0.9fr)
          minmax(11rem, 1fr);
      }

      .bones {
        display: grid;
        grid-template-columns: var(--columns);
        align-items: center;
        gap: 0 1.5rem;
        height: 4rem;
        padding: 0 1.25rem;
        border-bottom: 1px solid var(--line);
      }

      .bones:last-child {
        border-bottom: 0;
      }

      .bones > .bone {
        height: 1.1rem;
      }

      .none {
        display: grid;
        place-content: center;
        justify-items: center;
        gap: 0.35rem;
        min-height: 26.5rem;
        padding: 2rem;
        text-align: center;
      }

      .none.filtered {
        min-height: 8rem;
      }

      @media (max-width: 56rem) {
        .head {
          display: none;
        }

        .card {
          --columns: minmax(0, 1fr) minmax(0, 1fr);
        }

        .bones {
          height: 9rem;
          align-content: space-evenly;
        }

        .bones > :nth-child(n + 5) {
          display: none;
        }
      }
    `,
  ];

  render() {
    if (this.state === 'empty') {
      return html`<div class="card none">
        <h2>No prices yet</h2>
        <p class="muted">They appear here as soon as the first one is fetched.</p>
      </div>`;
    }
    if (this.state === 'failed') {
      return html`<div class="card none" role="alert">
        <h2>The prices cannot be shown</h2>
        <p class="muted">${this.problem.message} Trying again.</p>
      </div>`;
    }
    return html`
      <div class="card" role="table" aria-label="Live prices" aria-busy=${this.state === 'loading'}>
        <div class="head" role="row">${COLUMNS.map((name) => html`<span role="columnheader">${name}</span>`)}</div>
        ${this.state === 'filled' ? this.#rows() : this.#bones()}
      </div>
      ${this.state === 'loading' ? html`<p class="hidden-visually" role="status">Loading prices</p>` : nothing}
    `;
  }

  #rows() {
    if (this.prices.length === 0) {
      return html`<div class="none filtered" role="row"><p class="muted" role="cell">No instrument of that name.</p></div>`;
    }
    return repeat(
      this.prices,
      (price) => price.symbol,
      (price) => html`<tw-price-row role="row" .price=${price} .trail=${this.trails.get(price.symbol)}></tw-price-row>`,
    );
  }

  #bones() {
    return Array.from(
      { length: BONES },
      () => html`<div class="bones" role="presentation">${COLUMNS.map(() => html`<span class="bone"></span>`)}</div>`,
    );
  }
}

customElements.define('tw-price-board', PriceBoard);
