import { heardLive } from './clock.js';

const TRAIL_POINTS = 120;
const TRAIL_LIMIT = 240;
const EMPTY_RETRY_MS = 3_000;
const RELIST_MS = 60_000;
const HEALTH_MS = 10_000;
const JOBS_MS = 5_000;
/** Runs may change hundreds of times a second; what is asked for because of them is not asked more often than this. */
const BUSY_MS = 2_000;

/** Fills the store: prices live over the bus, everything else by asking now and then. */
export class Feed {
  #api;
  #bus;
  #store;
  #lines;
  #timers = new Set();
  #pending = new Set();
  #isRunning = false;

  /** @param lines what is told line by line: heard as long as it feeds */
  constructor(api, bus, store, lines) {
    this.#api = api;
    this.#bus = bus;
    this.#store = store;
    this.#lines = lines;
    lines.jobs.addEventListener('lines', () => this.#soon('jobs', () => this.#askJobs(), BUSY_MS));
    bus.addEventListener('change', () => this.#connectionChanged());
  }

  start() {
    this.#isRunning = true;
    this.#bus.open();
    Object.values(this.#lines).forEach((lines) => lines.listen());
    this.#repeat(() => this.#askPrices());
    this.#repeat(() => this.#askJobs());
    this.#repeat(() => this.askHealth());
  }

  stop() {
    this.#isRunning = false;
    this.#timers.forEach(clearTimeout);
    this.#timers.clear();
    this.#pending.clear();
    this.#bus.close();
    this.#store.prices.clear();
    this.#store.trails.clear();
    this.#store.update({ pricesState: 'loading', pricesProblem: null, jobs: null, jobsProblem: null });
  }

  /** Asks how every part is; works without a log-in. Gives the wait until the next time. */
  async askHealth() {
    try {
      this.#store.update({ health: await this.#api.get('/health'), healthProblem: null });
    } catch (problem) {
      this.#store.update({ healthProblem: problem });
    }
    return HEALTH_MS;
  }

  async #askPrices() {
    try {
      const { prices } = await this.#api.get('/api/v1/prices');
      prices.forEach((price) => this.#take(price));
      this.#store.update({ pricesState: 'ready', pricesProblem: null });
      return prices.length === 0 ? EMPTY_RETRY_MS : RELIST_MS;
    } catch (problem) {
      this.#store.update({ pricesState: 'failed', pricesProblem: problem });
      return EMPTY_RETRY_MS;
    }
  }

  async #askJobs() {
    try {
      this.#store.update({ jobs: await this.#api.get('/jobs/status'), jobsProblem: null });
    } catch (problem) {
      this.#store.update({ jobsProblem: problem });
    }
    return JOBS_MS;
  }

  #take(price) {
    const { symbol } = price;
    if (!this.#store.trails.has(symbol)) {
      this.#store.trails.set(symbol, []);
      this.#bus.register('live.prices.' + symbol, (live) => this.#hear(live));
      this.#askTrail(symbol);
    }
    const known = this.#store.prices.get(symbol);
    if (!known || !isOlder(price, known)) {
      this.#store.prices.set(symbol, price);
    }
  }

  #hear(live) {
    const known = this.#store.prices.get(live.symbol);
    if (known && isOlder(live, known)) {
      return;
    }
    if (known && known.received_at !== live.received_at) {
      heardLive(live.received_at);
    }
    this.#store.prices.set(live.symbol, live);
    if (!known || known.as_of !== live.as_of) {
      this.#lengthen(live.symbol, Number(live.price));
    }
    this.#store.tell();
  }

  #lengthen(symbol, value) {
    const trail = [...this.#store.trails.get(symbol), value];
    this.#store.trails.set(symbol, trail.slice(-TRAIL_LIMIT));
  }

  async #askTrail(symbol) {
    try {
      const path = '/api/v1/prices/' + encodeURIComponent(symbol) + '/history';
      const { items } = await this.#api.get(path, { limit: TRAIL_POINTS });
      const older = items.map((item) => Number(item.price)).reverse();
      this.#store.trails.set(symbol, [...older, ...this.#store.trails.get(symbol)].slice(-TRAIL_LIMIT));
      this.#store.tell();
    } catch (problem) {
      // Without a past the line grows from now on.
    }
  }

  #connectionChanged() {
    const { state, nextAttemptAt } = this.#bus;
    const everOpen = state === 'closed' ? false : this.#store.connection.everOpen || state === 'open';
    this.#store.update({ connection: { state, nextAttemptAt, everOpen } });
    if (this.#isRunning && everOpen && state !== 'connecting') {
      this.#soon('health', () => this.askHealth());
      this.#soon('jobs', () => this.#askJobs());
    }
  }

  /** Asks again and again; each answer says how long to wait. A hidden page does not ask. */
  async #repeat(ask) {
    const wait = document.visibilityState === 'visible' ? await ask() : JOBS_MS;
    if (this.#isRunning) {
      this.#after(wait, () => this.#repeat(ask));
    }
  }

  /** Asks once, shortly, however often it is called until then. */
  #soon(name, ask, wait = 300) {
    if (!this.#pending.has(name)) {
      this.#pending.add(name);
      this.#after(wait, () => {
        this.#pending.delete(name);
        ask();
      });
    }
  }

  #after(ms, act) {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      act();
    }, ms);
    this.#timers.add(timer);
  }
}

function isOlder(price, than) {
  return Date.parse(price.as_of) < Date.parse(than.as_of);
}
