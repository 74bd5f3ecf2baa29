import { heardHeader } from './clock.js';

/** An answer that is not what was asked for, or none at all (status 0). */
export class Problem extends Error {
  constructor(status, code, detail, { retryAfterSeconds, errors = [] } = {}) {
    super(detail);
    this.status = status;
    this.code = code;
    this.retryAfterSeconds = retryAfterSeconds;
    this.errors = errors;
  }

  /** What is wrong with one field of the request; empty when nothing is. */
  messageFor(field) {
    return this.errors.filter((error) => nameOf(error.field) === field).map(({ message }) => sentence(message)).join(' ');
  }

  /** What is wrong with fields that are not among these, each with its name. */
  messagesBeside(fields) {
    return this.errors
      .filter((error) => !fields.includes(nameOf(error.field)))
      .map(({ field, message }) => nameOf(field) + ' ' + message);
  }

  /** Whether the same request may succeed later. */
  get isPassing() {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

const TIMEOUT_MS = 15_000;

/**
 * The HTTP API. Who asks is decided by the token that `token()` gives at each call. One that is refused may have ended:
 * when `replaces(refused)` says that there is another, the call is made once more.
 */
export class Api {
  #token;
  #replaces;

  constructor(token, replaces = async () => false) {
    this.#token = token;
    this.#replaces = replaces;
  }

  get(path, parameters) {
    return this.#ask('GET', withQuery(path, parameters));
  }

  /** With a `key` the request is safe to repeat: the second one is answered as the first one was. */
  post(path, body, key) {
    return this.#ask('POST', path, body, key);
  }

  /** With a `key` as well. */
  put(path, body, key) {
    return this.#ask('PUT', path, body, key);
  }

  patch(path, body) {
    return this.#ask('PATCH', path, body);
  }

  delete(path, parameters) {
    return this.#ask('DELETE', withQuery(path, parameters));
  }

  /** A list as CSV, all of it however long. */
  async csv(path, parameters) {
    const answer = await this.#send(withQuery(path, parameters), { headers: { Accept: 'text/csv' } });
    if (!answer.ok) {
      throw problemOf(answer, await read(answer));
    }
    // An answer that breaks off is no file, and no answer either.
    return answer.blob().catch(() => Promise.reject(new Problem(0, 'broken_off', 'The list broke off; try again.')));
  }

  async #ask(method, path, body, key) {
    const answer = await this.#fetch(method, path, body, key);
    heardHeader(answer.headers.get('Date'));
    const document = await read(answer);
    // Health answers 503 with the same document: what is down is what is asked for.
    if (answer.ok || (path === '/health' && document?.checks)) {
      return document;
    }
    throw problemOf(answer, document);
  }

  async #send(path, options) {
    const token = this.#token();
    const answer = await sent(path, signed(options, token));
    return answer.status === 401 && (await this.#replaces(token)) ? sent(path, signed(options, this.#token())) : answer;
  }

  #fetch(method, path, body, key) {
    const headers = { Accept: 'application/json' };
    if (key) {
      headers['Idempotency-Key'] = key;
    }
    if (body !== undefined) {
      headers['Content-Type'] = 'application/json';
    }
    return this.#send(path, {
      method,
      headers,
      body: body === undefined ? undefined : JSON.stringify(body),
      timeout: TIMEOUT_MS,
    });
  }
}

function withQuery(path, parameters = {}) {
  const query = new URLSearchParams(parameters).toString();
  return query ? path + '?' + query : path;
}

function signed(options, token) {
  return token ? { ...options, headers: { ...options.headers, Authorization: 'Bearer ' + token } } : options;
}

async function sent(path, { timeout, ...options }) {
  const signal = timeout && AbortSignal.timeout(timeout);
  try {
    return await fetch(path, { cache: 'no-store', credentials: 'omit', signal, ...options });
  } catch (e) {
    throw new Problem(0, 'unreachable', 'The server cannot be reached.');
  }
}

function problemOf(answer, document) {
  return new Problem(
    answer.status,
    document?.code ?? 'unexpected',
    sentence(document?.detail ?? 'the server answered ' + answer.status),
    { retryAfterSeconds: Number(answer.headers.get('Retry-After')) || undefined, errors: document?.errors },
  );
}

/** `/cron` or `cron`: a pointer into the body, or a parameter. */
function nameOf(field) {
  return field.replace(/^\//, '');
}

/** A key that no other request has. Not `randomUUID`, which browsers only have where the connection is secure. */
export function newKey() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
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
