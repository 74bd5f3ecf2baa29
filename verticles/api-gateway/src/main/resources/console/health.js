/** How the states of a part look and what they are called. */
export const CHECK_LOOKS = {
  up: ['up', 'up'],
  degraded: ['warn', 'degraded'],
  down: ['down', 'down'],
};

const ORDER = ['down', 'degraded', 'up'];

/** One check for each part, the worst that any node reports, by name. */
export function worstByName(checks) {
  const byName = new Map();
  for (const check of checks) {
    const known = byName.get(check.name);
    if (!known || ORDER.indexOf(check.status) < ORDER.indexOf(known.status)) {
      byName.set(check.name, check);
    }
  }
  return [...byName.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The checks of each node, by node. */
export function byNode(checks) {
  const nodes = new Map();
  for (const check of checks) {
    nodes.set(check.node, [...(nodes.get(check.node) ?? []), check]);
  }
  return [...nodes.entries()].sort(([a], [b]) => (a < b ? -1 : 1));
}
