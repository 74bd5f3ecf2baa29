import { Api } from './api.js';
import { everySecond, now } from './clock.js';

const KEY = 'tickwork.session';
const RETRY_MS = 5_000;

/**
 * Who is logged in. The token lives in this tab's session storage and is renewed before it ends, or after a sleep that was
 * longer than its life. Tells of a change by `change`, of a new token by `renewed`.
 */
export class Session extends EventTarget {
  #held = null;
  #renewAt = Infinity;
  #renewing = null;
  #api = new Api(() => this.token);
  /** Why there is none, for the log-in page; empty when nobody needs to be told. */
  farewell = '';

  constructor() {
    super();
    // Not by a timer of its length: that would sleep as long as the machine does.
    everySecond(() => now() >= this.#renewAt && this.#renew());
  }

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
      const known = await this.#known();
      this.#held = null;
      this.#hold({ ...stored, ...known });
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
      if (problem.status === 401) {
        await this.#renew();
      } else if (!problem.isPassing && this.isOpen) {
        this.end('Your session has ended.');
      }
    }
  }

  /** Whether there is another token than this one, which was refused. */
  async replaces(refused) {
    if (this.isOpen && this.token === refused) {
      await this.#renew();
    }
    return this.isOpen && this.token !== refused;
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
    this.#renewAt = Infinity;
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
    // At half its life: in a hidden tab the browser lets timers wait.
    this.#renewAt = now() + Math.max(left / 2, RETRY_MS);
  }

  /** What the server knows of it; with a new token, when this one has ended. */
  async #known() {
    try {
      const { subject, role } = await this.#api.get('/api/v1/session');
      return { subject, role };
    } catch (problem) {
      if (problem.status !== 401 || !this.isOpen) {
        throw problem;
      }
      return this.#api.post('/api/v1/session/renewal');
    }
  }

  /** All who find the token refused at once, as after a sleep, wait for the same new one. */
  #renew() {
    this.#renewing ??= this.#renewNow().finally(() => (this.#renewing = null));
    return this.#renewing;
  }

  async #renewNow() {
    const held = this.#held;
    this.#renewAt = Infinity;
    try {
      const renewed = await this.#api.post('/api/v1/session/renewal');
      if (this.#held === held) {
        this.#hold(renewed);
      }
    } catch (problem) {
      if (this.#held !== held) {
        return;
      }
      if (problem.isPassing) {
        this.#renewAt = now() + RETRY_MS;
      } else {
        this.end('Your session has ended.');
      }
    }
  }
}
