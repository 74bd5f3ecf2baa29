const SPACING_MS = 200;

/**
 * What the server tells line by line on one address. Lines are handed on together, once per frame and at most five times
 * a second, so that thousands of them cost a handful of renderings.
 *
 * Tells of new lines by `lines` (the event's `detail` has them, oldest first), and by `gap` when some were lost: what was
 * counted from lines has to be asked for again.
 */
export class LiveLines extends EventTarget {
  #bus;
  #address;
  #waiting = [];
  #isTelling = false;
  #toldAt = 0;
  #wasOpen = false;

  constructor(bus, address) {
    super();
    this.#bus = bus;
    this.#address = address;
    bus.addEventListener('change', () => this.#connectionChanged());
  }

  /** Hears the address from now on, until the bus is closed. */
  listen() {
    this.#bus.register(this.#address, (line, headers) => this.#heard(line, headers));
  }

  #heard(line, headers) {
    if (headers.gap !== undefined) {
      this.#waiting = [];
      this.dispatchEvent(new Event('gap'));
      return;
    }
    this.#waiting.push(line);
    if (!this.#isTelling) {
      this.#isTelling = true;
      setTimeout(() => requestAnimationFrame(() => this.#tell()), this.#toldAt + SPACING_MS - performance.now());
    }
  }

  #tell() {
    const lines = this.#waiting;
    this.#waiting = [];
    this.#isTelling = false;
    this.#toldAt = performance.now();
    if (lines.length > 0) {
      this.dispatchEvent(new CustomEvent('lines', { detail: lines }));
    }
  }

  /** Nobody kept for us what was told while the connection was away. */
  #connectionChanged() {
    const { state } = this.#bus;
    if (state === 'open' && this.#wasOpen) {
      this.dispatchEvent(new Event('gap'));
    }
    this.#wasOpen = state === 'closed' ? false : this.#wasOpen || state === 'open';
  }
}

/** A reactive controller that lets its component hear lines, and of gaps, while it is shown. */
export class Hearing {
  #lines;
  #handlers;

  constructor(host, lines, { onLines, onGap }) {
    this.#lines = lines;
    this.#handlers = { lines: (event) => onLines(event.detail), gap: onGap };
    host.addController(this);
  }

  hostConnected() {
    Object.entries(this.#handlers).forEach(([type, handler]) => this.#lines.addEventListener(type, handler));
  }

  hostDisconnected() {
    Object.entries(this.#handlers).forEach(([type, handler]) => this.#lines.removeEventListener(type, handler));
  }
}
