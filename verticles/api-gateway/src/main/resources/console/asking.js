const SPACING_MS = 1_500;
const RETRY_MS = 3_000;

/**
 * A reactive controller that asks the server for one thing and keeps the newest answer: at once, now and then while the
 * page is seen, and whenever somebody says that it changed. What was answered stays when asking fails later; `problem`
 * says why.
 */
export class Asking {
  #host;
  #ask;
  #everyMs;
  #onAnswer;
  #onProblem;
  #timer = 0;
  #asked = 0;
  #askedAt = -Infinity;
  /** Whether it was to be asked while nobody saw the page. */
  #isDue = false;

  value = null;
  problem = null;

  /**
   * @param ask gives the promise of an answer, or nothing when there is nothing to ask for now
   * @param everyMs how often to ask again, or a function of the answer that says so; null for not by itself
   */
  constructor(host, ask, { everyMs = null, onAnswer = () => {}, onProblem = () => {} } = {}) {
    this.#host = host;
    this.#ask = ask;
    this.#everyMs = typeof everyMs === 'function' ? everyMs : () => everyMs;
    this.#onAnswer = onAnswer;
    this.#onProblem = onProblem;
    host.addController(this);
  }

  hostConnected() {
    document.addEventListener('visibilitychange', this.#seen);
    this.#host.updateComplete.then(() => this.again());
  }

  hostDisconnected() {
    document.removeEventListener('visibilitychange', this.#seen);
    clearTimeout(this.#timer);
    this.#asked += 1;
  }

  /** Forgets the answer and asks anew, for another thing. */
  afresh() {
    this.value = null;
    this.problem = null;
    return this.again();
  }

  /** Asks now; an answer to an older question no longer counts. Over when the answer is shown. */
  async again() {
    if (!this.#host.isConnected) {
      return;
    }
    clearTimeout(this.#timer);
    this.#timer = 0;
    this.#isDue = false;
    this.#askedAt = performance.now();
    const number = ++this.#asked;
    const question = this.#ask();
    if (!question) {
      return;
    }
    const [value, problem] = await question.then((answer) => [answer, null], (refusal) => [this.value, refusal]);
    if (number === this.#asked) {
      this.#take(value, problem);
      await this.#host.updateComplete;
    }
  }

  /** Asks shortly, however often it is called until then. */
  soon(spacingMs = SPACING_MS) {
    const wait = Math.max(0, this.#askedAt + spacingMs - performance.now());
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#askIfSeen(), wait);
  }

  #take(value, problem) {
    this.value = value;
    this.problem = problem;
    if (problem) {
      this.#onProblem(problem);
    } else {
      this.#onAnswer(value);
    }
    const wait = problem ? waitAfter(problem) : this.#everyMs(value);
    if (wait && !this.#timer) {
      this.#timer = setTimeout(() => this.#askIfSeen(), wait);
    }
    this.#host.requestUpdate();
  }

  #askIfSeen() {
    this.#timer = 0;
    if (document.visibilityState === 'visible') {
      this.again();
    } else {
      this.#isDue = true;
    }
  }

  #seen = () => {
    if (document.visibilityState === 'visible' && (this.#isDue || this.#everyMs(this.value))) {
      this.again();
    }
  };
}

function waitAfter(problem) {
  return problem.isPassing ? Math.max(RETRY_MS, (problem.retryAfterSeconds ?? 0) * 1_000) : null;
}
