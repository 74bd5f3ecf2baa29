import { LitElement, css, html, nothing } from 'lit';
import { Watching } from '../store.js';
import { shared } from './shared-styles.js';
import { stacked } from './stack-styles.js';
import './tw-price-board.js';
import './tw-system-strip.js';

/** Live prices of all instruments, under a line that says how the system is. */
class PricesPage extends LitElement {
  static properties = {
    store: { attribute: false },
    filter: { state: true },
  };

  static styles = [
    shared,
    stacked,
    css`
      .top {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: 0.75rem;
      }

      .find {
        position: relative;
        width: 15rem;
        max-width: 100%;
      }

      input {
        width: 100%;
        font: inherit;
        font-size: 0.9375rem;
        color: inherit;
        background: var(--surface);
        border: 1px solid var(--line);
        border-radius: 8px;
        padding: 0.4rem 2.2rem 0.4rem 0.75rem;
        min-height: 2.25rem;
      }

      input::placeholder {
        color: var(--muted);
        opacity: 1;
      }

      kbd {
        position: absolute;
        right: 0.5rem;
        top: 50%;
        transform: translateY(-50%);
        font: inherit;
        font-size: 0.75rem;
        color: var(--muted);
        border: 1px solid var(--line);
        border-radius: 5px;
        padding: 0 0.4rem;
      }

      .problem {
        padding: 0.75rem 1rem;
        background: var(--warn-soft);
        color: var(--warn);
        border-radius: var(--radius);
      }

      @media (max-width: 40rem) {
        .find {
          width: 100%;
        }

        kbd {
          display: none;
        }
      }
    `,
  ];

  constructor() {
    super();
    this.filter = '';
  }

  willUpdate(changed) {
    if (changed.has('store')) {
      new Watching(this, this.store);
    }
  }

  /** Puts the cursor where instruments are found. */
  focusFilter() {
    this.renderRoot.querySelector('input').focus();
  }

  render() {
    return html`
      <div class="top">
        <h1>Prices</h1>
        <div class="find" role="search">
          <input type="search" .value=${this.filter} @input=${this.#filterChanged} @keydown=${this.#key}
            placeholder="Find an instrument" aria-label="Find an instrument" />
          <kbd aria-hidden="true">/</kbd>
        </div>
      </div>
      <tw-system-strip .store=${this.store}></tw-system-strip>
      <tw-price-board .prices=${this.#found()} .trails=${this.store.trails} .state=${this.#state()}
        .problem=${this.store.pricesProblem}></tw-price-board>
      ${this.#problem()}
    `;
  }

  /** Below the board, so that it moves nothing; what is shown above stays true, only its age grows. */
  #problem() {
    const { pricesProblem, prices } = this.store;
    return pricesProblem && prices.size > 0
      ? html`<p class="problem" role="alert">The list of prices could not be renewed. ${pricesProblem.message}</p>`
      : nothing;
  }

  #found() {
    const wanted = this.filter.trim().toLowerCase();
    return [...this.store.prices.values()]
      .filter(({ symbol, name }) => (symbol + ' ' + name).toLowerCase().includes(wanted))
      .sort((a, b) => (a.symbol < b.symbol ? -1 : 1));
  }

  #state() {
    if (this.store.prices.size > 0) {
      return 'filled';
    }
    return this.store.pricesState === 'ready' ? 'empty' : this.store.pricesState;
  }

  #filterChanged(event) {
    this.filter = event.target.value;
  }

  #key(event) {
    if (event.key === 'Escape') {
      this.filter = '';
      event.target.blur();
    }
  }
}

customElements.define('tw-prices-page', PricesPage);
