/** What a candle says. */
export const FIGURES = ['open', 'high', 'low', 'close', 'volume'];

/** Whether two candles say something else. */
export function differ(one, other) {
  return FIGURES.some((figure) => Number(one[figure]) !== Number(other[figure]));
}
