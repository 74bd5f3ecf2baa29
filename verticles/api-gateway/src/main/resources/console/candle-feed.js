import { withValue } from './address.js';
import { differ } from './candle-figures.js';
import { tellOfCandles } from './candle-news.js';
import { heardLive, now } from './clock.js';
import { formerValues } from './former-values.js';
import { opensAfter } from './timeframes.js';

const PAGE = 500;
const MOST_AT_ONCE = 5_000;
const MOST_PAGES_AT_FIRST = 6;
const PIECES_EVERY_MS = 30_000;
const RETRY_MS = 5_000;
const RENEWED_AFTER_MS = 3_000;

/**
 * The candles of one series from some moment on, and what is missing among them: asked for a stretch at a time, and kept
 * true by what is told live. A reactive controller of the component that shows them.
 */
export class CandleFeed {
  #host;
  #api;
  #bus;
  #jobs;
  #series;
  #range;
  #byOpen = new Map();
  #sorted = null;
  #wasOpen = true;
  #timer = 0;
  #retry = 0;
  #renewal = 0;
  #isRenewing = false;
  #heardAsOf = null;
  /** What was told before anybody knows where the candles begin, by when it opened. */
  #heardEarly = new Map();
  #formerAsked = 0;

  /** What is missing; null while nobody knows. */
  pieces = null;
  /** What restated candles said before, as `formerValues` tells it. */
  former = new Map();
  /** Null before the first answer. */
  source = null;
  isSimulated = false;
  isLoading = false;
  isAtBeginning = false;
  /** Whether what is to be seen first is there. */
  hasBegun = false;
  problem = null;
  piecesProblem = null;

  /** @param range `from` and `to` in ISO form; without `to` it goes on living, without `from` it is the newest page */
  constructor(host, { api, bus, lines }, series, range) {
    this.#host = host;
    this.#api = api;
    this.#bus = bus;
    this.#jobs = lines.jobs;
    this.#series = series;
    this.#range = range;
    host.addController(this);
  }

  hostConnected() {
    this.#bus.addEventListener('change', this.#connection);
    this.#jobs.addEventListener('lines', this.#told);
    if (!this.#range.to) {
      this.#bus.register(this.#address(), (live) => this.#hear(live));
    }
    this.#timer = setInterval(() => this.#askPieces(), PIECES_EVERY_MS);
    this.begin();
  }

  hostDisconnected() {
    clearInterval(this.#timer);
    clearTimeout(this.#retry);
    clearTimeout(this.#renewal);
    this.#renewal = 0;
    this.#jobs.removeEventListener('lines', this.#told);
    this.#bus.removeEventListener('change', this.#connection);
    this.#bus.unregister(this.#address());
  }

  /** Ends it before its host does. */
  end() {
    this.#host.removeController(this);
    this.hostDisconnected();
  }

  get path() {
    return '/api/v1/candles/' + this.#path();
  }

  /** For a file. */
  get name() {
    return this.#series.symbol + '-' + this.#series.timeframe;
  }

  /** From the oldest that was loaded on, as far as was asked for. */
  get range() {
    const { to } = this.#range;
    return { from: this.candles[0]?.open_time, ...(to && { to }) };
  }

  /** Oldest first. */
  get candles() {
    this.#sorted ??= [...this.#byOpen.values()].sort((one, other) => one.at - other.at);
    return this.#sorted;
  }

  /** The newest; undefined when there is none. */
  get newest() {
    return this.candles.at(-1);
  }

  begin() {
    const { from, to } = this.#range;
    return from
      ? this.#load(withValue({ from, to, limit: MOST_AT_ONCE }), MOST_PAGES_AT_FIRST)
      : this.#load(withValue({ to, limit: PAGE }));
  }

  /** Asks for what was before, once at a time and until there is no more. */
  async older() {
    const oldest = this.candles[0];
    if (oldest && !this.isLoading && !this.isAtBeginning) {
      await this.#load({ to: oldest.open_time, limit: PAGE });
      this.isAtBeginning ||= this.candles[0] === oldest && !this.problem;
      this.#host.requestUpdate();
    }
  }

  /** Asks anew for all that is shown: among what was loaded candles may have come. */
  async again() {
    const oldest = this.candles[0];
    if (!oldest || this.source === null) {
      await this.begin();
      return;
    }
    const from = earlier(this.#range.from ?? oldest.open_time, oldest.open_time);
    let cursor = null;
    do {
      cursor = await this.#ask(withValue({ from, to: this.#range.to, cursor, limit: MOST_AT_ONCE }));
    } while (cursor);
    if (this.isAtBeginning) {
      // Where the first one was, a backfill may have brought what was before.
      await this.#ask({ to: oldest.open_time, limit: PAGE });
    }
    await this.#askAbout();
  }

  async #load(parameters, mostPages = 1) {
    this.isLoading = true;
    this.#host.requestUpdate();
    let cursor = null;
    let pages = 0;
    do {
      cursor = await this.#ask(withValue({ ...parameters, cursor }));
      pages += 1;
    } while (cursor && pages < mostPages);
    this.isLoading = false;
    this.hasBegun ||= this.source !== null;
    this.#showEarly();
    this.#host.requestUpdate();
    await this.#askAbout();
  }

  #askAbout() {
    return Promise.all([this.#askPieces(), this.#askFormer()]);
  }

  /** The cursor of what was before; null when there is nothing, or no answer. */
  async #ask(parameters) {
    try {
      const page = await this.#api.get(this.path, parameters);
      this.source = page.source;
      this.isSimulated = page.simulated;
      page.items.forEach((candle) => this.#take(candle));
      this.problem = null;
      if (!parameters.from) {
        this.isAtBeginning = page.next_cursor === null;
      }
      return page.next_cursor;
    } catch (problem) {
      this.problem = problem;
      this.#retryLater(problem);
      return null;
    }
  }

  #retryLater({ isPassing, retryAfterSeconds = 0 }) {
    clearTimeout(this.#retry);
    if (isPassing) {
      this.#retry = setTimeout(() => this.again(), Math.max(RETRY_MS, retryAfterSeconds * 1_000));
    }
  }

  async #askPieces() {
    const { candles } = this;
    if (candles.length === 0) {
      return;
    }
    try {
      const from = earlier(this.#range.from ?? candles[0].open_time, candles[0].open_time);
      const to = this.#range.to ?? new Date(Math.max(now(), opensAfter(this.#series.timeframe, this.newest.at))).toISOString();
      const { items } = await this.#api.get('/api/v1/coverage/' + this.#path(), { from, to, all: true });
      this.pieces = items;
      this.piecesProblem = null;
    } catch (problem) {
      this.piecesProblem = problem;
    }
    this.#host.requestUpdate();
  }

  async #askFormer() {
    const number = ++this.#formerAsked;
    if (this.candles.length === 0 || this.problem) {
      return;
    }
    const [former, problem] = await formerValues(this.#api, this.#series, this.range).then((found) => [found, null], (refusal) => [null, refusal]);
    if (number !== this.#formerAsked) {
      return;
    }
    this.former = former ?? this.former;
    if (problem) {
      this.problem = problem;
      this.#retryLater(problem);
    }
    this.#host.requestUpdate();
  }

  #hear(live) {
    // The first one may be as old as the last value that was kept, and one that is over was seen a while ago.
    if (this.#heardAsOf && this.#heardAsOf !== live.as_of && !live.final) {
      heardLive(live.as_of);
    }
    this.#heardAsOf = live.as_of;
    if (this.source === null) {
      this.#heardEarly.set(live.open_time, live);
    } else {
      this.#show(live);
    }
  }

  #show(live) {
    const at = Date.parse(live.open_time);
    // One of the past is told when it is restated, also to those who do not look that far back.
    if (at < this.candles[0]?.at) {
      return;
    }
    const known = this.#byOpen.get(at);
    this.#take({ ...live, synthetic: false });
    this.#host.requestUpdate();
    if (known?.final && differ(known, live)) {
      this.#renewSoon();
    }
  }

  #showEarly() {
    if (this.hasBegun) {
      this.#heardEarly.forEach((live) => this.#show(live));
      this.#heardEarly.clear();
    }
  }

  #take(candle) {
    const at = Date.parse(candle.open_time);
    const known = this.#byOpen.get(at);
    if (!known || !isOlder(candle, known)) {
      this.#byOpen.set(at, { ...candle, at });
      this.#sorted = null;
    }
  }

  /** Candles of the past come without being told one by one. */
  #told = ({ detail }) => {
    if (tellOfCandles(detail)) {
      this.#renewSoon();
    }
  };

  #renewSoon() {
    this.#renewal ||= setTimeout(() => this.#renew(), RENEWED_AFTER_MS);
  }

  async #renew() {
    this.#renewal = 0;
    if (this.#isRenewing) {
      this.#renewSoon();
      return;
    }
    this.#isRenewing = true;
    await this.again();
    this.#isRenewing = false;
  }

  /** Nobody kept for us what was told while the connection was away. */
  #connection = () => {
    const { state } = this.#bus;
    if (state === 'open' && !this.#wasOpen && !this.#range.to) {
      this.again();
    }
    this.#wasOpen = state === 'open';
  };

  #address() {
    return 'live.candles.' + this.#series.symbol + '.' + this.#series.timeframe;
  }

  #path() {
    return encodeURIComponent(this.#series.symbol) + '/' + this.#series.timeframe;
  }
}

/** What is told first may be what was kept from before, while the newer one was asked for. */
function isOlder(candle, known) {
  if (candle.final !== known.final) {
    return known.final;
  }
  return Date.parse(candle.as_of ?? candle.seen_at) < Date.parse(known.as_of ?? known.seen_at);
}

function earlier(one, other) {
  return Date.parse(one) < Date.parse(other) ? one : other;
}
