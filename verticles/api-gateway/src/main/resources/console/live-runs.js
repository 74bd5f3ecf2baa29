import { Asking } from './asking.js';
import { Hearing } from './lines.js';

const EMPTY = {
  queue: null, priority: 0, started_at: null, finished_at: null, duration_ms: null, rows_written: 0, items_done: 0,
  items_failed: 0, skipped: null, error_class: null, error: null, held_reason: null, waits: false, cancel_requested: false,
  trigger: null, asked_by: null, schedule: null, fire_at: null, parent: null, rerun_of: null, progress: null,
};

/**
 * The newest runs in some states. Asked for once, then kept true by what the server tells, and asked for again to learn
 * what it does not tell, such as items, or when too many changed to tell of each.
 */
export class LiveRuns {
  #states;
  #limit;
  #isReasked;
  #asking;
  #host;
  #runs = new Map();
  /** Null while no answer is awaited. */
  #toldWhileAsking = null;

  /** @param everyMs how often to ask again while there are any; null for never: what is told says it all */
  constructor(host, { api, lines, states, limit, everyMs }) {
    this.#host = host;
    this.#states = states;
    this.#limit = limit;
    this.#isReasked = everyMs !== null;
    this.#asking = new Asking(host, () => this.#ask(api), {
      everyMs: () => (this.#runs.size > 0 ? everyMs : null),
      onAnswer: ({ items }) => this.#take(items),
      onProblem: () => (this.#toldWhileAsking = null),
    });
    new Hearing(host, lines, { onLines: (told) => this.#hear(told), onGap: () => this.#asking.soon() });
  }

  /** Newest first; null before the first answer. */
  get list() {
    return this.#asking.value && [...this.#runs.values()];
  }

  get problem() {
    return this.#asking.problem;
  }

  again() {
    return this.#asking.again();
  }

  #ask(api) {
    this.#toldWhileAsking = [];
    return api.get('/api/v1/jobs', { state: this.#states.join(','), limit: this.#limit });
  }

  /** What was told while the answer was under way may be newer than the answer. */
  #take(items) {
    // One may have gone on while the answer was put together.
    const fitting = items.filter(({ state }) => this.#states.includes(state));
    this.#runs = new Map(fitting.map((run) => [run.id, run]));
    this.#toldWhileAsking.forEach((change) => this.#apply(change));
    this.#toldWhileAsking = null;
  }

  #hear(changes) {
    this.#toldWhileAsking?.push(...changes);
    changes.forEach((change) => this.#apply(change));
    if (this.#isReasked || changes.some((change) => change.untold)) {
      this.#asking.soon();
    }
    this.#host.requestUpdate();
  }

  #apply(change) {
    const known = this.#runs.get(change.run_id);
    this.#runs.delete(change.run_id);
    if (this.#states.includes(change.state)) {
      this.#runs = new Map([[change.run_id, changed(known, change)], ...this.#runs].slice(0, this.#limit));
    }
  }
}

/** The run after a change was told; the rest of one that was not known is learnt by asking. */
export function changed(known, { run_id: id, job, state, attempt, node, at, error, progress }) {
  const run = { ...EMPTY, enqueued_at: at, run_at: at, ...known, id, job, state, attempt, node, error };
  if (state === 'started') {
    return progress ? { ...run, progress: { ...run.progress, ...progress } } : { ...run, started_at: at };
  }
  return ['success', 'failure', 'revoked'].includes(state) ? { ...run, finished_at: at, progress: null } : run;
}
