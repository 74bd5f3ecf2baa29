import { withValue } from './address.js';
import { FIGURES } from './candle-figures.js';
import { shortTime } from './format.js';

/**
 * What candles of a series said before they were restated: by the moment of their open, in milliseconds, the revisions of
 * each, newest first.
 */
export async function formerValues(api, { symbol, timeframe }, { from, to }) {
  const { items } = await api.get('/api/v1/candle-revisions', withValue({ symbol, timeframe, from, to, all: true }));
  const byOpen = new Map();
  for (const revision of items) {
    const at = Date.parse(revision.open_time);
    byOpen.set(at, [...(byOpen.get(at) ?? []), revision]);
  }
  return byOpen;
}

/** What a revision replaced: `Until Mar 2, 14:03: close 66100, volume 42.31`. */
export function formerWords({ revised_at: revisedAt, old, new: now }) {
  const changed = FIGURES.filter((figure) => old[figure] !== now[figure]).map((figure) => figure + ' ' + old[figure]);
  return 'Until ' + shortTime(revisedAt) + ': ' + changed.join(', ');
}
