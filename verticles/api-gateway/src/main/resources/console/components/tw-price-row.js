import { LitElement, css, html, nothing } from 'lit';
import { Ticking, now } from '../clock.js';
import { age, clockTime, difference, direction, duration, fullTime, percent, price, weekdayTime } from '../format.js';
import { shared } from './shared-styles.js';
import './tw-sparkline.js';

const FLASH_MS = 900;
const ARROWS = { '-1': '▼', 0: '', 1: '▲' };

/** One instrument: its price, how it moved, how old that is, and whether it can be relied on. */
class PriceRow extends LitElement {
  static properties = {
    price: { attribute: false },
    trail: { attribute: false },
  };

  static styles = [
    shared,
    css`
      :host {
        display: grid;
        grid-template-columns: var(--columns);
        align-items: center;
        gap: 0 1.5rem;
        height: 4rem;
        padding: 0 1.25rem;
        border-bottom: 1px solid var(--line);
      }

      :host(:last-child) {
        border-bottom: 0;
      }

      :host(:hover) {
        background: var(--raised);
      }

      .instrument {
        min-width: 0;
      }

      .symbol {
        font-weight: 650;
        letter-spacing: 0.01em;
      }

      .name {
        font-size: 0.8125rem;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }

      .price,
      .change,
      .age {
        text-align: right;
        white-space: nowrap;
      }

      .price > span {
        display: inline-block;
        font-size: 1.125rem;
        font-weight: 600;
        border-radius: 6px;
        padding: 0.1rem 0.4rem;
        margin-right: -0.4rem;
      }

      .price small {
        font-weight: 400;
        font-size: 0.75rem;
        color: var(--muted);
      }

      .is-up {
        color: var(--up);
      }

      .is-down {
        color: var(--down);
      }

      .change small {
        display: block;
        font-size: 0.8125rem;
        color: var(--muted);
      }

      .source {
        font-size: 0.875rem;
        overflow: hidden;
        text-overflow: ellipsis;
      }

      .marks {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.1rem 0.5rem;
      }

      .marks small {
        font-size: 0.8125rem;
        white-space: nowrap;
      }

      .source > .mark {
        margin-left: 0.35rem;
      }

      :host([data-old]) .price > span {
        color: var(--muted);
      }

      @media (max-width: 56rem) {
        :host {
          grid-template:
            'symbol price' auto
            'name change' auto
            'trend source' 1fr
            'marks age' auto / minmax(0, 1fr) auto;
          height: 9rem;
          padding: 0.6rem 1rem;
          gap: 0 0.75rem;
        }

        .instrument {
          display: contents;
        }

        .symbol {
          grid-area: symbol;
        }

        .name {
          grid-area: name;
        }

        .price {
          grid-area: price;
        }

        .change {
          grid-area: change;
          font-size: 0.875rem;
          white-space: nowrap;
        }

        .change small {
          display: inline;
          margin-left: 0.35rem;
        }

        .trend {
          grid-area: trend;
        }

        .marks {
          grid-area: marks;
        }

        .age {
          grid-area: age;
          font-size: 0.8125rem;
        }

        .source {
          grid-area: source;
          font-size: 0.8125rem;
          text-align: right;
        }
      }
    `,
  ];

  constructor() {
    super();
    new Ticking(this);
  }

  willUpdate() {
    this.toggleAttribute('data-old', this.#isStale());
  }

  updated(changed) {
    const before = changed.get('price');
    if (before && before.price !== this.price.price) {
      this.#flash(Number(this.price.price) > Number(before.price));
    }
  }

  render() {
    const { symbol, name, price_scale: scale, currency, source, simulated } = this.price;
    return html`
      <div class="instrument" role="rowheader">
        <div class="symbol">${symbol}</div>
        <div class="name muted" title=${name}>${name}</div>
      </div>
      <div class="price number" role="cell">
        <span>${price(this.price.price, scale)} <small>${currency}</small></span>
      </div>
      <div class="change number" role="cell">${this.#change()}</div>
      <div class="trend" role="cell">
        <span class="hidden-visually">${this.#trendInWords()}</span>
        <tw-sparkline .values=${this.trail} .direction=${this.#trend()}></tw-sparkline>
      </div>
      <div class="age number muted" role="cell">
        <time datetime=${this.price.as_of} title=${fullTime(this.price.as_of)}>${age(this.#age())}</time>
      </div>
      <div class="source muted" role="cell">
        ${source}${simulated ? html`<span class="mark info" title="Made up by the provider simulator">sim<span
          class="hidden-visually">ulated</span></span>` : nothing}
      </div>
      <div class="marks" role="cell">${this.#marks()}</div>
    `;
  }

  #change() {
    const { change_percent: change, previous_close: close, price_scale: scale } = this.price;
    if (change === null || change === undefined) {
      return html`<span class="muted" title="The source gave no previous close">–</span>`;
    }
    const way = direction(change);
    return html`
      <span class=${way > 0 ? 'is-up' : way < 0 ? 'is-down' : ''}>
        <span aria-hidden="true">${ARROWS[way]}</span> ${percent(change)}
      </span>
      ${close ? html`<small>${difference(this.price.price, close, scale)}</small>` : nothing}
    `;
  }

  #trend() {
    return this.trail?.length > 1 ? Math.sign(this.trail.at(-1) - this.trail[0]) : 0;
  }

  #trendInWords() {
    return { '-1': 'falling', 0: 'level', 1: 'rising' }[this.#trend()];
  }

  #marks() {
    const { market, next_open: nextOpen, stale_after: staleAfter } = this.price;
    if (this.#isStale()) {
      return html`<span class="mark warn dot" title="Nothing newer came; due before ${clockTime(staleAfter)}">stale</span>`;
    }
    if (market === 'closed') {
      return html`<span class="mark dot">closed</span>${this.#opening(nextOpen)}`;
    }
    return html`<span class="mark plain up dot">open</span>`;
  }

  #opening(nextOpen) {
    const wait = nextOpen ? Date.parse(nextOpen) - now() : 0;
    if (wait <= 0) {
      return nothing;
    }
    const when = wait < 86_400_000 ? 'in ' + duration(wait) : weekdayTime(nextOpen);
    return html`<small class="muted" title=${fullTime(nextOpen)}>opens ${when}</small>`;
  }

  #isStale() {
    return now() > Date.parse(this.price.stale_after);
  }

  #age() {
    return Math.max(0, now() - Date.parse(this.price.as_of));
  }

  /** Animated from here, because a class would have to be taken off again before the next one. */
  #flash(isUp) {
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) {
      return;
    }
    const colours = getComputedStyle(this);
    const colour = colours.getPropertyValue(isUp ? '--up-soft' : '--down-soft');
    const figure = this.renderRoot.querySelector('.price > span');
    figure.animate([{ backgroundColor: colour }, { backgroundColor: colour, offset: 0.35 }, { backgroundColor: 'transparent' }], {
      duration: FLASH_MS,
      easing: 'ease-out',
    });
  }
}

customElements.define('tw-price-row', PriceRow);
