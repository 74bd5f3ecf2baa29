import { opensAfter, lengthOf } from './timeframes.js';

/** A hole of more candles than this is drawn narrower than it is. */
const LONGEST_HOLE = 240;
const NARROWED_TO = 60;

/**
 * The places of a chart from the first candle to the last, also for candles that are not there: `at`, in milliseconds, and
 * the `candle`, or null.
 *
 * @param candles oldest first, each with `at`
 * @param timeframe of all of them
 * @param until there are places at least up to this moment, in milliseconds
 */
export function slotsOf(candles, timeframe, until) {
  const slots = [];
  let expected = candles[0]?.at;
  for (const candle of candles) {
    holeUntil(slots, expected, candle.at, timeframe);
    slots.push({ at: candle.at, candle });
    expected = opensAfter(timeframe, candle.at);
  }
  if (until > expected) {
    holeUntil(slots, expected, until, timeframe);
  }
  return slots;
}

function holeUntil(slots, from, until, timeframe) {
  const many = Math.round((until - from) / lengthOf(timeframe));
  if (many > LONGEST_HOLE) {
    for (let i = 0; i < NARROWED_TO; i++) {
      slots.push({ at: from + ((until - from) * i) / NARROWED_TO, candle: null });
    }
    return;
  }
  for (let at = from; at < until; at = opensAfter(timeframe, at)) {
    slots.push({ at, candle: null });
  }
}

/** Where each piece lies among the slots: `first` and `last`, both included; those outside are left out. */
export function placed(pieces, slots) {
  return pieces
    .map((piece) => ({
      ...piece,
      first: firstFrom(slots, Date.parse(piece.from)),
      last: firstFrom(slots, Date.parse(piece.until)) - 1,
    }))
    .filter(({ first, last }) => first <= last);
}

/** The index of the first slot at that moment or later; the number of slots when there is none. */
export function firstFrom(slots, moment) {
  let low = 0;
  let high = slots.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (slots[middle].at < moment) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}
