import { LitElement, css, html, nothing } from 'lit';
import { Watching } from '../store.js';
import { shared } from './shared-styles.js';
import './tw-connection-notice.js';
import './tw-header.js';
import './tw-login.js';
import './tw-prices-page.js';
import './tw-shortcuts.js';
import './tw-system-page.js';

/** The pages by their name in the address, `#/prices`. The first one is where people begin. */
const PAGES = [
  {
    name: 'prices',
    title: 'Prices',
    render: (app) => html`<tw-prices-page .store=${app.store}></tw-prices-page>`,
  },
  {
    name: 'system',
    title: 'System',
    render: (app) => html`<tw-system-page .store=${app.store}></tw-system-page>`,
  },
];

function pageInAddress() {
  return PAGES.find(({ name }) => location.hash === '#/' + name) ?? PAGES[0];
}

/** The frame around everything: log-in or header and page, notices, keyboard. */
class App extends LitElement {
  static properties = {
    session: { attribute: false },
    store: { attribute: false },
    bus: { attribute: false },
    isReady: { attribute: false },
    loginProblem: { attribute: false },
    page: { state: true },
  };

  static styles = [
    shared,
    css`
      :host {
        display: block;
        min-height: 100vh;
      }

      .skip {
        position: absolute;
        left: 1rem;
        top: -4rem;
        z-index: 3;
        background: var(--surface);
        padding: 0.5rem 1rem;
        border-radius: 8px;
        box-shadow: var(--shadow);
      }

      .skip:focus {
        top: 0.75rem;
      }

      .world {
        background: var(--info-soft);
        color: var(--info);
        font-size: 0.875rem;
        text-align: center;
        padding: 0.35rem 1rem;
      }

      main {
        max-width: 76rem;
        margin: 0 auto;
        padding: 1.25rem 1rem 4.5rem;
      }

      main:focus-visible {
        outline: none;
      }

      .splash {
        display: grid;
        place-content: center;
        min-height: 100vh;
        color: var(--muted);
      }
    `,
  ];

  constructor() {
    super();
    this.page = pageInAddress();
    this.isReady = false;
    this.loginProblem = null;
  }

  connectedCallback() {
    super.connectedCallback();
    addEventListener('hashchange', this.#turned);
    addEventListener('keydown', this.#pressed);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    removeEventListener('hashchange', this.#turned);
    removeEventListener('keydown', this.#pressed);
  }

  willUpdate(changed) {
    if (changed.has('session') && this.session) {
      new Watching(this, this.store);
      this.session.addEventListener('change', () => this.requestUpdate());
    }
    document.title = (this.session?.isOpen ? this.page.title + ' · ' : '') + 'Tickwork';
  }

  render() {
    if (!this.isReady) {
      return html`<div class="splash" role="status">Loading…</div>`;
    }
    if (!this.session.isOpen) {
      return html`${this.#world()}
        <tw-login .session=${this.session} .problem=${this.loginProblem}></tw-login>`;
    }
    return html`
      <a class="skip" href="#content" @click=${this.#skip}>Skip to the content</a>
      <tw-header .session=${this.session} .store=${this.store} .pages=${PAGES} .page=${this.page}
        @shortcuts=${this.#showShortcuts}></tw-header>
      ${this.#world()}
      <main id="content" tabindex="-1">${this.page.render(this)}</main>
      <tw-connection-notice .store=${this.store} .bus=${this.bus}></tw-connection-notice>
      <tw-shortcuts></tw-shortcuts>
    `;
  }

  #world() {
    return this.store.health?.simulated
      ? html`<p class="world" role="note">
          <strong>Simulated world.</strong> These prices are made up by the provider simulator.
        </p>`
      : nothing;
  }

  #turned = () => {
    this.page = pageInAddress();
    this.updateComplete.then(() => this.#main()?.focus());
  };

  #pressed = (event) => {
    const isTyping = event.composedPath()[0] instanceof HTMLInputElement;
    if (!this.session?.isOpen || isTyping || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    const act = {
      '?': () => this.#showShortcuts(),
      '/': () => this.renderRoot.querySelector('tw-prices-page')?.focusFilter(),
      t: () => this.renderRoot.querySelector('tw-header').turnTheme(),
      1: () => (location.hash = '#/' + PAGES[0].name),
      2: () => (location.hash = '#/' + PAGES[1].name),
    }[event.key];
    if (act) {
      event.preventDefault();
      act();
    }
  };

  #skip(event) {
    event.preventDefault();
    this.#main().focus();
  }

  #main() {
    return this.renderRoot.querySelector('main');
  }

  #showShortcuts() {
    this.renderRoot.querySelector('tw-shortcuts').show();
  }
}

customElements.define('tw-app', App);
