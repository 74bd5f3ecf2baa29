const PING_MS = 5_000;
const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 15_000;
/** Back to an open tab, a connection that was quiet for so long is not trusted any more. */
const CLOSE_PATIENCE_MS = 10_000;

/**
 * A small client of the event-bus bridge: `live.*` addresses are heard, whatever happens to the connection. After a loss
 * it waits a little longer each time, with jitter, so that not all browsers come back at once.
 *
 * Tells of its `state` by `change`: `connecting`, `open`, `waiting` (until `nextAttemptAt`) or `closed`; of a refused
 * token by `unauthorized`.
 */
export class EventBus extends EventTarget {
  #url;
  #token;
  #handlers = new Map();
  #socket = null;
  #timers = { ping: 0, retry: 0 };
  #attempts = 0;

  state = 'closed';
  nextAttemptAt = 0;

  constructor(url, token) {
    super();
    this.#url = url;
    this.#token = token;
    addEventListener('online', () => this.retryNow());
    document.addEventListener('visibilitychange', () => this.retryNow());
  }

  /** Hears an address from now on; `handler(body, headers)`. */
  register(address, handler) {
    const isKnown = this.#handlers.has(address);
    this.#handlers.set(address, handler);
    if (!isKnown && this.state === 'open') {
      this.#register(address);
    }
  }

  /** Hears an address no more. */
  unregister(address) {
    if (this.#handlers.delete(address) && this.state === 'open') {
      this.#say({ type: 'unregister', address, headers: {} });
    }
  }

  open() {
    if (this.state === 'closed') {
      this.#connect();
    }
  }

  close() {
    clearTimeout(this.#timers.retry);
    this.#handlers.clear();
    this.#drop();
    this.#become('closed');
  }

  /** Does not wait any longer for the next attempt. */
  retryNow() {
    if (this.state === 'waiting' && document.visibilityState === 'visible') {
      clearTimeout(this.#timers.retry);
      this.#connect();
    }
  }

  /** Shows the present token to the bridge, so that the connection outlives the one before. */
  renew() {
    const [address] = this.#handlers.keys();
    if (this.state === 'open' && address) {
      this.#register(address);
    }
  }

  #connect() {
    this.#become('connecting');
    const socket = new SockJS(this.#url, null, { transports: ['websocket', 'xhr-streaming', 'xhr-polling'], timeout: CLOSE_PATIENCE_MS });
    this.#socket = socket;
    socket.onopen = () => this.#opened();
    socket.onmessage = (event) => this.#heard(JSON.parse(event.data));
    socket.onclose = () => this.#lost(socket);
  }

  #opened() {
    this.#timers.ping = setInterval(() => this.#say({ type: 'ping' }), PING_MS);
    [...this.#handlers.keys()].forEach((address) => this.#register(address));
    this.#become('open');
  }

  #register(address) {
    const token = this.#token();
    this.#say({ type: 'register', address, headers: token ? { Authorization: 'Bearer ' + token } : {} });
  }

  #say(frame) {
    this.#socket.send(JSON.stringify(frame));
  }

  #heard(frame) {
    this.#attempts = 0;
    if (frame.type === 'rec') {
      this.#handlers.get(frame.address)?.(frame.body, frame.headers ?? {});
    } else if (frame.failureCode === 401) {
      this.dispatchEvent(new Event('unauthorized'));
    }
  }

  #lost(socket) {
    if (socket !== this.#socket) {
      return;
    }
    this.#drop();
    this.#attempts += 1;
    const longest = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** this.#attempts);
    const delay = longest / 2 + (Math.random() * longest) / 2;
    this.nextAttemptAt = performance.now() + delay;
    this.#timers.retry = setTimeout(() => this.#connect(), delay);
    this.#become('waiting');
  }

  #drop() {
    clearInterval(this.#timers.ping);
    const socket = this.#socket;
    this.#socket = null;
    socket?.close();
  }

  #become(state) {
    this.state = state;
    this.dispatchEvent(new Event('change'));
  }
}
