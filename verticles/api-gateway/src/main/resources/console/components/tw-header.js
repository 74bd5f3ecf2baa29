import { LitElement, css, html, nothing } from 'lit';
import { Watching } from '../store.js';
import { shared } from './shared-styles.js';

const CONNECTION = {
  open: ['up', 'Live'],
  connecting: ['warn', 'Connecting'],
  waiting: ['down', 'Offline'],
  closed: ['', 'Closed'],
};

/** Name, pages, connection, theme and who is logged in. */
class Header extends LitElement {
  static properties = {
    session: { attribute: false },
    store: { attribute: false },
    pages: { attribute: false },
    page: { attribute: false },
  };

  static styles = [
    shared,
    css`
      :host {
        display: block;
        position: sticky;
        top: 0;
        z-index: 2;
        background: var(--surface);
        border-bottom: 1px solid var(--line);
      }

      header {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.25rem 1rem;
        max-width: 76rem;
        min-height: 3.5rem;
        margin: 0 auto;
        padding: 0.35rem 1rem;
      }

      .brand {
        display: flex;
        align-items: center;
        gap: 0.55rem;
        font-weight: 700;
        text-decoration: none;
        letter-spacing: -0.01em;
      }

      nav {
        display: flex;
        gap: 0.25rem;
        flex: 1;
      }

      nav a {
        padding: 0.4rem 0.75rem;
        border-radius: 8px;
        text-decoration: none;
        color: var(--muted);
      }

      nav a:hover {
        background: var(--raised);
        color: var(--ink);
      }

      nav a[aria-current] {
        background: var(--idle-soft);
        color: var(--ink);
        font-weight: 600;
      }

      .tools {
        display: flex;
        align-items: center;
        gap: 0.4rem;
      }

      .connection {
        min-width: 6.4rem;
        justify-content: center;
      }

      .icon {
        display: inline-grid;
        place-content: center;
        width: 2.25rem;
        height: 2.25rem;
        border: 1px solid transparent;
        border-radius: 8px;
        background: none;
        color: var(--muted);
      }

      .icon:hover {
        background: var(--raised);
        color: var(--ink);
      }

      .who {
        font-size: 0.875rem;
        max-width: 12rem;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }

      @media (max-width: 40rem) {
        header {
          padding: 0.35rem 0.75rem;
          gap: 0.25rem 0.5rem;
        }

        nav {
          order: 3;
          flex-basis: 100%;
          justify-content: space-between;
          gap: 0;
        }

        nav a {
          padding-inline: 0.12rem;
          font-size: 0.8125rem;
          letter-spacing: -0.01em;
        }

        .tools {
          margin-left: auto;
          gap: 0.1rem;
        }

        .who,
        .keys {
          display: none;
        }
      }
    `,
  ];

  willUpdate(changed) {
    if (changed.has('store')) {
      new Watching(this, this.store);
    }
  }

  render() {
    const [look, name] = CONNECTION[this.store.connection.state];
    return html`
      <header>
        <a class="brand" href="#/${this.pages[0].name}" aria-label="Tickwork, to the prices">
          <img src="/console/tickwork.svg" width="28" height="28" alt="" />Tickwork
        </a>
        <nav aria-label="Pages">
          ${this.pages.filter(({ name }) => name).map(
            ({ name, title }) => html`<a href="#/${name}" aria-current=${this.#isAt(name) ? 'page' : nothing}>${title}</a>`,
          )}
          <a href="/docs">API</a>
        </nav>
        <div class="tools">
          <span class="mark dot connection ${look}" role="status" aria-label="Connection: ${name}">${name}</span>
          <button class="icon keys" @click=${this.#askShortcuts} aria-label="Keyboard shortcuts" title="Keyboard shortcuts (?)">
            <svg width="18" height="18" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.8" aria-hidden="true">
              <rect x="2.5" y="6" width="19" height="12" rx="2" /><path d="M6 10h.01M10 10h.01M14 10h.01M18 10h.01M7 14h10" stroke-linecap="round" />
            </svg>
          </button>
          <button class="icon" @click=${this.turnTheme} aria-label="Light or dark" title="Light or dark (t)">
            <svg width="18" height="18" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.8" aria-hidden="true">
              <circle cx="12" cy="12" r="8.5" /><path d="M12 3.5a8.5 8.5 0 0 1 0 17z" fill="currentColor" />
            </svg>
          </button>
          <span class="who muted" title="${this.session.subject}, ${this.session.role}">${this.session.subject}</span>
          <button class="icon" @click=${() => this.session.close()} aria-label="Log out" title="Log out">
            <svg width="18" height="18" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.8"
              stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">
              <path d="M10 4H5v16h5M15 8l4 4-4 4M19 12H9" />
            </svg>
          </button>
        </div>
      </header>
    `;
  }

  #isAt(name) {
    return name === (this.page.name ?? this.page.of);
  }

  /** From what is shown now to the other theme, and remembers it. */
  turnTheme() {
    const root = document.documentElement;
    const system = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
    const next = (root.dataset.theme ?? system) === 'dark' ? 'light' : 'dark';
    root.dataset.theme = next;
    localStorage.setItem('tickwork.theme', next);
  }

  #askShortcuts() {
    this.dispatchEvent(new CustomEvent('shortcuts'));
  }
}

customElements.define('tw-header', Header);
