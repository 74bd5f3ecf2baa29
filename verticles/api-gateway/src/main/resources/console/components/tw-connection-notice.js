import { LitElement, css, html, nothing } from 'lit';
import { Ticking } from '../clock.js';
import { Watching } from '../store.js';
import { shared } from './shared-styles.js';

/** Says that live prices stand still and when it goes on; lies above the page, so nothing moves. */
class ConnectionNotice extends LitElement {
  static properties = {
    store: { attribute: false },
    bus: { attribute: false },
  };

  static styles = [
    shared,
    css`
      :host {
        position: fixed;
        inset: auto 0 1rem;
        z-index: 3;
        display: grid;
        justify-items: center;
        padding: 0 1rem;
        pointer-events: none;
      }

      .notice {
        pointer-events: auto;
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.5rem 1rem;
        background: var(--warn-soft);
        color: var(--warn);
        border: 1px solid currentcolor;
        border-radius: var(--radius);
        box-shadow: var(--shadow);
        padding: 0.6rem 1rem;
      }

      .wait {
        min-width: 10.5em;
      }
    `,
  ];

  constructor() {
    super();
    new Ticking(this);
  }

  willUpdate(changed) {
    if (changed.has('store')) {
      new Watching(this, this.store);
    }
  }

  render() {
    return html`<div role="status">${this.#isLost() ? this.#notice() : nothing}</div>`;
  }

  #isLost() {
    const { state, everOpen } = this.store.connection;
    return state === 'waiting' || (state === 'connecting' && everOpen);
  }

  #notice() {
    return html`
      <div class="notice">
        <span><strong>Connection lost.</strong> Prices stand still.</span>
        <span class="number wait" aria-hidden="true">${this.#wait()}</span>
        <button class="button" @click=${() => this.bus.retryNow()}>Try now</button>
      </div>
    `;
  }

  #wait() {
    const { state, nextAttemptAt } = this.store.connection;
    if (state === 'connecting') {
      return 'Reconnecting…';
    }
    return 'Reconnecting in ' + Math.max(1, Math.ceil((nextAttemptAt - performance.now()) / 1_000)) + ' s';
  }
}

customElements.define('tw-connection-notice', ConnectionNotice);
