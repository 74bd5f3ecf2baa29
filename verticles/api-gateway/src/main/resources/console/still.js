const CAN_POINT = matchMedia('(hover: hover)');

/**
 * Keeps the rows of a busy list where they are while somebody points at it or is in it by keyboard, so that nobody hits a
 * row that came in between. The rows still tell the newest that is known of them; those that would be gone say since when
 * (`goneAt`, by the browser's clock).
 */
export class Still {
  #host;
  #arrange;
  #shown = [];

  /** How many would come if the list were not kept as it is. */
  waiting = 0;

  /** @param arrange gives the rows to show, of the newest list and of the rows before it; the list as it is without one */
  constructor(host, arrange = (list) => list) {
    this.#host = host;
    this.#arrange = arrange;
  }

  /** The rows to show. */
  of(list) {
    const before = told(this.#shown, list);
    this.#shown = this.#isKept() ? before : this.#arrange(list, before);
    const shown = new Set(this.#shown.map(({ id }) => id));
    this.waiting = list.filter(({ id }) => !shown.has(id)).length;
    return this.#shown;
  }

  /** Shows what waits, because somebody asked for it. */
  renew() {
    this.#shown = [];
    this.#host.requestUpdate();
  }

  #isKept() {
    const isPointedAt = CAN_POINT.matches && this.#host.matches(':hover');
    return this.#shown.length > 0 && (isPointedAt || this.#host.renderRoot.querySelector(':focus-visible') !== null);
  }
}

function told(shown, list) {
  const newest = new Map(list.map((run) => [run.id, run]));
  return shown.map((run) => newest.get(run.id) ?? { ...run, goneAt: run.goneAt ?? performance.now() });
}
