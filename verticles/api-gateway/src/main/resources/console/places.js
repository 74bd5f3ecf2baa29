/** How long a row that is over stays when nobody needs its place. */
const STAYS_MS = 3_000;

/**
 * Gives each run a place of its own, which it keeps while it is there. The place of one that is over is taken by the next
 * that comes, or given up after a while; so rows move only when it is quiet.
 *
 * @param list what is there now, in the order in which it came
 * @param before the rows so far; those that are over have `goneAt`
 */
export function inPlaces(list, before) {
  const known = new Set(before.map(({ id }) => id));
  const fresh = list.filter(({ id }) => !known.has(id));
  const filled = before.map((run) => (run.goneAt && fresh.length > 0 ? fresh.shift() : run));
  return [...filled.filter(isStaying), ...fresh];
}

function isStaying({ goneAt }) {
  return !goneAt || performance.now() - goneAt < STAYS_MS;
}
