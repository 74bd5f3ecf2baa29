import { LitElement, css, html, nothing } from 'lit';
import { withValue } from '../address.js';
import { Asking } from '../asking.js';
import { duration } from '../format.js';
import { paging } from './paging-styles.js';
import { panels } from './panel-styles.js';
import { moment } from './runs.js';
import { shared } from './shared-styles.js';

const PAGE = 50;
const EVERY_MS = 15_000;

/** When the exchange was down, and what that is known by: a page at a time, the newest first. */
class Downtimes extends LitElement {
  static properties = { parts: { attribute: false } };

  static styles = [
    shared,
    panels,
    paging,
    css`
      :host {
        display: block;
        min-width: 0;
      }

      ul {
        list-style: none;
        margin: 0;
        padding: 0;
        max-height: 18rem;
        overflow: auto;
      }

      li {
        display: flex;
        flex-wrap: wrap;
        gap: 0.15rem 1rem;
        padding: 0.6rem 1.25rem;
        border-bottom: 1px solid var(--line);
        font-size: 0.9375rem;
      }

      .body {
        min-height: 6rem;
        display: flex;
        flex-direction: column;
      }

      .pages {
        padding: 0.6rem 1.25rem;
      }
    `,
  ];

  /** Of the page that is shown; null for the newest. */
  #cursor = null;

  willUpdate(changed) {
    if (changed.has('parts')) {
      const ask = () => this.parts.api.get('/api/v1/downtimes', withValue({ limit: PAGE, cursor: this.#cursor }));
      this.asking = new Asking(this, ask, { everyMs: EVERY_MS });
    }
  }

  render() {
    const { value, problem } = this.asking;
    return html`
      <section class="card panel" aria-labelledby="heading" aria-busy=${!value}>
        <header><h2 id="heading">Downtimes of the exchange</h2></header>
        <div class="body">${value?.items.length ? html`<ul tabindex="0" aria-labelledby="heading">${value.items.map(row)}</ul>` : html`<p class="none muted">
          ${value ? 'None was noticed.' : problem ? problem.message : 'Loading…'}</p>`}</div>
        ${this.#cursor || value?.next_cursor ? this.#pages(value?.next_cursor) : nothing}
      </section>
    `;
  }

  #pages(next) {
    return html`<nav class="pages" aria-label="Pages of the downtimes">
      ${this.#cursor ? html`<button class="button" @click=${() => this.#turnTo(null)}>« Newest</button>` : html`<span class="quiet">Newest first</span>`}
      ${next ? html`<button class="button" @click=${() => this.#turnTo(next)}>Older »</button>` : html`<span class="quiet">The end of the downtimes</span>`}
    </nav>`;
  }

  async #turnTo(cursor) {
    this.#cursor = cursor;
    await this.asking.again();
    const list = this.renderRoot.querySelector('ul');
    // The button may go; who used it by keyboard stays here.
    list?.focus({ preventScroll: true });
    list?.scrollTo(0, 0);
  }
}

function row({ exchange, from, until, evidence }) {
  const lasted = until ? duration(Date.parse(until) - Date.parse(from)) : 'still going on';
  return html`<li><strong>${exchange}</strong>
    <span class="number">${moment(from)} – ${until ? moment(until) : '…'}</span>
    <span class="mark ${until ? '' : 'warn'}">${lasted}</span>
    <span class="muted">${evidence}</span></li>`;
}

customElements.define('tw-downtimes', Downtimes);
