import { Api } from './api.js';
import { now } from './clock.js';

const KEY = 'tickwork.session';
const RETRY_MS = 5_000;

/**
 * Who is logged in. The token lives in this tab's session storage and is renewed before it ends. Tells of a change by
 * `change`, of a new token by `renewed`.
 */
export class Session extends EventTarget {
  #held = null;
  #timer;
  #api = new Api(() => this.token);
  /** Why there is none, for the log-in page; empty when nobody needs to be told. */
  farewell = '';

  get isOpen() {
    return this.#held !== null;
  }

  /** Empty when authentication is switched off: whoever reaches the server may ask. */
  get token() {
    return this.#held?.token ?? '';
  }

  get subject() {
    return this.#held?.subject ?? '';
  }

  get role() {
    return this.#held?.role ?? '';
  }

  /** Goes on with what this tab had, or with nothing at all where the server asks for nothing. */
  async resume() {
    const stored = JSON.parse(sessionStorage.getItem(KEY));
    this.#held = stored;
    try {
      const { subject, role } = await this.#api.get('/api/v1/session');
      this.#held = null;
      this.#hold({ ...stored, subject, role });
    } catch (problem) {
      this.#held = null;
      if (stored && problem.isPassing) {
        this.#hold(stored);
      } else if (stored) {
        this.end('Your session has ended.');
      }
    }
  }

  /** Exchanges an API key for a session. */
  async openByKey(key) {
    this.#hold(await this.#api.post('/api/v1/session', { api_key: key }));
  }

  /** Exchanges the code of a one-time link for a session. */
  async openByCode(code) {
    this.#hold(await this.#api.post('/api/v1/session', { login_code: code }));
  }

  /** Finds out whether the server still knows it, after a sign that it may not. */
  async check() {
    try {
      await this.#api.get('/api/v1/session');
    } catch (problem) {
      if (!problem.isPassing && this.isOpen) {
        this.end('Your session has ended.');
      }
    }
  }

  /** Ends it here and on the server. */
  async close() {
    try {
      await this.#api.delete('/api/v1/session');
    } catch (problem) {
      // It ends by itself soon; here it ends now.
    }
    this.end('');
  }

  /** Forgets the session; `why` is told on the log-in page. */
  end(why) {
    clearTimeout(this.#timer);
    sessionStorage.removeItem(KEY);
    this.#held = null;
    this.farewell = why;
    this.dispatchEvent(new Event('change'));
  }

  #hold(session) {
    const isNews = !this.#held || this.#held.subject !== session.subject || this.#held.role !== session.role;
    this.#held = session;
    this.farewell = '';
    if (session.token) {
      sessionStorage.setItem(KEY, JSON.stringify(session));
      this.#renewInTime();
    }
    this.dispatchEvent(new Event(isNews ? 'change' : 'renewed'));
  }

  #renewInTime() {
    const left = Date.parse(this.#held.expires_at) - now();
    clearTimeout(this.#timer);
    // At half its life: in a hidden tab the browser lets timers wait.
    this.#timer = setTimeout(() => this.#renew(), Math.max(left / 2, RETRY_MS));
  }

  async #renew() {
    try {
      this.#hold(await this.#api.post('/api/v1/session/renewal'));
    } catch (problem) {
      if (problem.isPassing) {
        this.#timer = setTimeout(() => this.#renew(), RETRY_MS);
      } else {
        this.end('Your session has ended.');
      }
    }
  }
}
