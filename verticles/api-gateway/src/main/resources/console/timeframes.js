const MINUTE = 60_000;
const DAY = 86_400_000;

/** How long candles last, in milliseconds; a month is about that long. */
const LENGTHS = {
  '1m': MINUTE, '5m': 5 * MINUTE, '15m': 15 * MINUTE, '30m': 30 * MINUTE, '1h': 60 * MINUTE, '3h': 180 * MINUTE,
  '4h': 240 * MINUTE, '6h': 360 * MINUTE, '12h': 720 * MINUTE, '1d': DAY, '1w': 7 * DAY, '1mo': 30.44 * DAY,
};

/** All there are, from the shortest on. */
export const TIMEFRAMES = Object.keys(LENGTHS);

export function lengthOf(timeframe) {
  return LENGTHS[timeframe];
}

/** When the candle opens that comes so many candles behind the one that opened then; before it below zero. */
export function opensAfter(timeframe, open, candles = 1) {
  if (timeframe !== '1mo') {
    return open + candles * LENGTHS[timeframe];
  }
  const month = new Date(open);
  return Date.UTC(month.getUTCFullYear(), month.getUTCMonth() + candles, 1);
}

/** The same order everywhere: by symbol, then from the shortest timeframe on. */
export function bySeries(one, other) {
  return one.symbol.localeCompare(other.symbol) || LENGTHS[one.timeframe] - LENGTHS[other.timeframe];
}
