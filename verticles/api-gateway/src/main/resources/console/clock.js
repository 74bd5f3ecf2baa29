/**
 * The server's time as well as the browser knows it, and one tick a second for everything that ages. A live value says
 * when the server had it, which is the best hint; the `Date` header of an answer is the second best.
 */

const HINT_LIFETIME_MS = 120_000;

let offset = 0;
let liveHintAt = -Infinity;
const listeners = new Set();

/** The server's present moment, in milliseconds since 1970. */
export function now() {
  return Date.now() + offset;
}

/** A live value came that the server had at this moment. */
export function heardLive(iso) {
  offset = Date.parse(iso) - Date.now();
  liveHintAt = performance.now();
}

/** An answer came with this `Date` header, which is cut to the second. */
export function heardHeader(date) {
  if (date && performance.now() - liveHintAt > HINT_LIFETIME_MS) {
    offset = Date.parse(date) + 500 - Date.now();
  }
}

/** Calls `listener` every second from now on; the result ends it. */
export function everySecond(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

setInterval(() => listeners.forEach((listener) => listener()), 1_000);

/** A reactive controller that updates its component every second. */
export class Ticking {
  #host;
  #stop;

  constructor(host) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected() {
    this.#stop = everySecond(() => this.#host.requestUpdate());
  }

  hostDisconnected() {
    this.#stop();
  }
}
