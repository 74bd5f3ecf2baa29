import { heardHeader } from './clock.js';

/** An answer that is not what was asked for, or none at all (status 0). */
export class Problem extends Error {
  constructor(status, code, detail, retryAfterSeconds) {
    super(detail);
    this.status = status;
    this.code = code;
    this.retryAfterSeconds = retryAfterSeconds;
  }

  /** Whether the same request may succeed later. */
  get isPassing() {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

const TIMEOUT_MS = 15_000;

/** The HTTP API. Who asks is decided by the token that `token()` gives at each call. */
export class Api {
  #token;

  constructor(token) {
    this.#token = token;
  }

  get(path, parameters = {}) {
    const query = new URLSearchParams(parameters).toString();
    return this.#ask('GET', query ? path + '?' + query : path);
  }

  post(path, body) {
    return this.#ask('POST', path, body);
  }

  delete(path) {
    return this.#ask('DELETE', path);
  }

  async #ask(method, path, body) {
    const answer = await this.#fetch(method, path, body);
    heardHeader(answer.headers.get('Date'));
    const document = await read(answer);
    // Health answers 503 with the same document: what is down is what is asked for.
    if (answer.ok || (path === '/health' && document?.checks)) {
      return document;
    }
    throw new Problem(
      answer.status,
      document?.code ?? 'unexpected',
      sentence(document?.detail ?? 'the server answered ' + answer.status),
      Number(answer.headers.get('Retry-After')) || undefined,
    );
  }

  async #fetch(method, path, body) {
    const headers = { Accept: 'application/json' };
    const token = this.#token();
    if (token) {
      headers.Authorization = 'Bearer ' + token;
    }
    if (body !== undefined) {
      headers['Content-Type'] = 'application/json';
    }
    try {
      return await fetch(path, {
        method,
        headers,
        body: body === undefined ? undefined : JSON.stringify(body),
        cache: 'no-store',
        credentials: 'omit',
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
    } catch (e) {
      throw new Problem(0, 'unreachable', 'The server cannot be reached.');
    }
  }
}

/** A problem's detail begins small and ends without a stop; here it stands alone. */
function sentence(detail) {
  return detail.charAt(0).toUpperCase() + detail.slice(1) + (/[.!?]$/.test(detail) ? '' : '.');
}

async function read(answer) {
  const type = answer.headers.get('Content-Type') ?? '';
  if (answer.status === 204 || !type.includes('json')) {
    return null;
  }
  return answer.json();
}
