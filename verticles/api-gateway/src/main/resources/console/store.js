/**
 * What the pages show. Changes are told once per frame, so that a burst of prices costs one rendering.
 */
export class Store extends EventTarget {
  /** The newest price by symbol. */
  prices = new Map();
  /** Older prices by symbol, oldest first, as numbers for drawing only. */
  trails = new Map();
  /** Whether the prices were asked for already; a failure is a Problem. */
  pricesState = 'loading';
  pricesProblem = null;
  health = null;
  healthProblem = null;
  jobs = null;
  jobsProblem = null;
  connection = { state: 'closed', nextAttemptAt: 0, everOpen: false };
  #isTelling = false;

  /** Changes fields, and tells. */
  update(fields) {
    Object.assign(this, fields);
    this.tell();
  }

  tell() {
    if (this.#isTelling) {
      return;
    }
    this.#isTelling = true;
    requestAnimationFrame(() => {
      this.#isTelling = false;
      this.dispatchEvent(new Event('change'));
    });
  }
}

/** A reactive controller that updates its component whenever the store changes. */
export class Watching {
  #host;
  #store;
  #listener = () => this.#host.requestUpdate();

  constructor(host, store) {
    this.#host = host;
    this.#store = store;
    host.addController(this);
  }

  hostConnected() {
    this.#store.addEventListener('change', this.#listener);
  }

  hostDisconnected() {
    this.#store.removeEventListener('change', this.#listener);
  }
}
