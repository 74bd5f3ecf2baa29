import { LitElement, css, html, nothing } from 'lit';
import { count } from '../format.js';
import { KINDS, confirmed } from '../kinds.js';
import { kindStyles } from './kind-styles.js';
import { panels } from './panel-styles.js';
import { ahead, moment } from './runs.js';
import { shared } from './shared-styles.js';

const SHOWN = 100;

/** The holes of a range, each with its kind. Tells of a wish to repair one by `repair`, with the piece. */
class Pieces extends LitElement {
  static properties = {
    pieces: { attribute: false },
    mayRepair: { attribute: false },
    heading: { attribute: false },
  };

  static styles = [
    shared,
    panels,
    kindStyles,
    css`
      :host {
        display: block;
        min-width: 0;
      }

      .rows {
        max-height: 22rem;
        min-height: 5rem;
        overflow: auto;
      }

      ul {
        list-style: none;
        margin: 0;
        padding: 0;
      }

      .piece {
        display: grid;
        grid-template-columns: auto 11rem minmax(0, 1fr) 5rem;
        align-items: center;
        gap: 0.25rem 0.9rem;
        min-height: 3rem;
        padding: 0.4rem 1.25rem;
        border-bottom: 1px solid var(--line);
        font-size: 0.9375rem;
      }

      .piece > :last-child {
        justify-self: end;
      }

      .piece:hover {
        background: var(--raised);
      }

      .why {
        font-size: 0.8125rem;
        overflow-wrap: anywhere;
      }

      @media (max-width: 40rem) {
        .piece {
          grid-template-columns: auto minmax(0, 1fr) auto;
        }

        .piece > :nth-child(3) {
          grid-column: 2 / -1;
          grid-row: 2;
        }
      }
    `,
  ];

  render() {
    const missing = this.pieces.reduce((sum, { candles }) => sum + candles, 0);
    const words = missing === 0 ? 'nothing' : count(missing) + (missing === 1 ? ' candle in ' : ' candles in ')
      + count(this.pieces.length) + (this.pieces.length === 1 ? ' stretch' : ' stretches');
    return html`
      <section class="card panel" aria-labelledby="heading">
        <header><h2 id="heading">${this.heading ?? 'What is missing'}</h2><span class="quiet number" role="status">${words}</span></header>
        <div class="rows" tabindex="0" role="region" aria-labelledby="heading">
          ${this.pieces.length === 0
            ? html`<p class="none muted">Every candle that should be here is here.</p>`
            : html`<ul>${this.#newestFirst().map((piece) => this.#piece(piece))}</ul>`}
        </div>
      </section>
    `;
  }

  #newestFirst() {
    return this.pieces.slice(-SHOWN).reverse();
  }

  #piece(piece) {
    const { kind, from, until, candles } = piece;
    const { word } = KINDS[kind];
    return html`<li class="piece">
      <span class="swatch kind-${kind}"></span>
      <span class="number"><strong>${count(candles)}</strong> ${word}</span>
      <span class="number">${moment(from)} – ${moment(until)} <span class="why muted">${detailOf(piece)}</span></span>
      ${this.mayRepair && kind !== 'not-loaded' ? html`<button class="button small"
        aria-label="Repair ${count(candles)} ${word}" @click=${() => this.#tell(piece)}>Repair</button>` : html`<span></span>`}
    </li>`;
  }

  #tell(piece) {
    this.dispatchEvent(new CustomEvent('repair', { detail: piece }));
  }
}

function detailOf({ kind, attempts, confirmations, next_try_at: next, last_error: error }) {
  if (kind === 'missing') {
    const tries = attempts ? attempts + (attempts === 1 ? ' attempt' : ' attempts') + (error ? ': ' + error : '') : 'not tried yet';
    return html`${tries}${next ? html`, next ${ahead(next)}` : nothing}`;
  }
  if (kind === 'quarantined' && error) {
    return error;
  }
  return kind === 'proven-empty' && confirmations ? confirmed(confirmations) : KINDS[kind].text;
}

customElements.define('tw-pieces', Pieces);
