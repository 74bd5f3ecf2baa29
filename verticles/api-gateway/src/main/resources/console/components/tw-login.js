import { LitElement, css, html, nothing } from 'lit';
import { shared } from './shared-styles.js';

/** Where one logs in: by an API key, or by the one-time link that the server printed. */
class Login extends LitElement {
  static properties = {
    session: { attribute: false },
    problem: { attribute: false },
    isBusy: { state: true },
  };

  static styles = [
    shared,
    css`
      :host {
        display: grid;
        justify-items: center;
        padding: 14vh 1rem 2rem;
      }

      .card {
        width: 100%;
        max-width: 25rem;
        padding: 2rem;
        display: grid;
        gap: 1.25rem;
      }

      .brand {
        display: flex;
        align-items: center;
        gap: 0.75rem;
      }

      form {
        display: grid;
        gap: 0.5rem;
      }

      label {
        font-weight: 600;
        font-size: 0.9375rem;
      }

      input {
        width: 100%;
        font: inherit;
        color: inherit;
        background: var(--raised);
        border: 1px solid var(--muted);
        border-radius: 8px;
        padding: 0.55rem 0.7rem;
      }

      .button {
        margin-top: 0.5rem;
        min-height: 2.6rem;
      }

      .notice {
        min-height: 2.9em;
        font-size: 0.9375rem;
      }

      .notice p {
        border-radius: 8px;
        padding: 0.5rem 0.75rem;
      }

      .wrong {
        background: var(--down-soft);
        color: var(--down);
      }

      .farewell {
        background: var(--info-soft);
        color: var(--info);
      }

      .hint {
        font-size: 0.875rem;
        border-top: 1px solid var(--line);
        padding-top: 1rem;
      }
    `,
  ];

  firstUpdated() {
    this.renderRoot.querySelector('input').focus();
  }

  render() {
    return html`
      <main class="card">
        <div class="brand">
          <img src="/console/tickwork.svg" width="40" height="40" alt="" />
          <div>
            <h1>Tickwork</h1>
            <p class="muted">Market-data back office</p>
          </div>
        </div>
        <form @submit=${this.#submit}>
          <label for="key">API key</label>
          <input id="key" name="key" type="password" autocomplete="off" spellcheck="false" required
            aria-describedby="notice hint" placeholder="tw_…" />
          <button class="button primary" ?disabled=${this.isBusy}>${this.isBusy ? 'Logging in…' : 'Log in'}</button>
        </form>
        <div class="notice" id="notice" role="alert">${this.#notice()}</div>
        <p class="hint muted" id="hint">
          No key yet? The server prints a link when it is first started. It is good once, for 10 minutes.
        </p>
      </main>
    `;
  }

  #notice() {
    if (this.problem) {
      return html`<p class="wrong">${explain(this.problem)}</p>`;
    }
    return this.session.farewell ? html`<p class="farewell">${this.session.farewell} Please log in again.</p>` : nothing;
  }

  async #submit(event) {
    event.preventDefault();
    const input = this.renderRoot.querySelector('input');
    this.isBusy = true;
    try {
      await this.session.openByKey(input.value.trim());
    } catch (problem) {
      this.problem = problem;
      input.select();
    } finally {
      this.isBusy = false;
    }
  }
}

function explain(problem) {
  if (problem.status === 401) {
    return 'That key or link is not valid: it may be mistyped, used up, expired or revoked.';
  }
  if (problem.status === 429) {
    return 'Too many attempts. Please wait a little.';
  }
  return problem.message;
}

customElements.define('tw-login', Login);
