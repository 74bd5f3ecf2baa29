const CAN_POINT = matchMedia('(hover: hover)');

/**
 * Keeps the rows of a busy list where they are while somebody points at it, so that nobody hits a row that came in between.
 * The rows still tell the newest that is known of them; those that would be gone are marked by `isGone`.
 */
export class Still {
  #host;
  #shown = [];

  constructor(host) {
    this.#host = host;
  }

  /** The rows to show. */
  of(list) {
    const isHeld = CAN_POINT.matches && this.#host.matches(':hover') && this.#shown.length > 0;
    this.#shown = isHeld ? this.#held(list) : list;
    return this.#shown;
  }

  #held(list) {
    const newest = new Map(list.map((run) => [run.id, run]));
    return this.#shown.map((run) => newest.get(run.id) ?? { ...run, isGone: true });
  }
}
