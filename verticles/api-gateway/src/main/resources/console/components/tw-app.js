import { LitElement, css, html, nothing } from 'lit';
import { here } from '../address.js';
import { PAGES, pageAt } from '../pages.js';
import { Watching } from '../store.js';
import { shared } from './shared-styles.js';
import './tw-connection-notice.js';
import './tw-header.js';
import './tw-login.js';
import './tw-shortcuts.js';

/** The frame around everything: log-in or header and page, notices, keyboard. */
class App extends LitElement {
  static properties = {
    session: { attribute: false },
    store: { attribute: false },
    bus: { attribute: false },
    api: { attribute: false },
    lines: { attribute: false },
    isReady: { attribute: false },
    loginProblem: { attribute: false },
    place: { state: true },
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
    this.place = here();
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
      this.parts = { api: this.api, bus: this.bus, lines: this.lines, session: this.session };
    }
    this.page = pageAt(this.place);
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
      <main id="content" tabindex="-1" @adrift=${() => this.#main().focus()}>${this.page.render(this)}</main>
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
    const before = this.place.path;
    this.place = here();
    if (this.place.path !== before) {
      scrollTo(0, 0);
      this.updateComplete.then(() => this.#main()?.focus({ preventScroll: true }));
    }
  };

  #pressed = (event) => {
    const [target] = event.composedPath();
    const isTyping = target instanceof Element && target.matches('input, select, textarea, dialog[open] *');
    if (!this.session?.isOpen || isTyping || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    const inHeader = PAGES.filter(({ name }) => name)[Number(event.key) - 1];
    const act = inHeader ? () => (location.hash = '#/' + inHeader.name) : this.#actOf(event.key);
    if (act) {
      event.preventDefault();
      act();
    }
  };

  #actOf(key) {
    return {
      '?': () => this.#showShortcuts(),
      '/': () => this.#main().firstElementChild.focusFilter?.(),
      t: () => this.renderRoot.querySelector('tw-header').turnTheme(),
    }[key];
  }

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
