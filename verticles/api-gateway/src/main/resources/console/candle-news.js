const JOBS = ['candle-fetch', 'gap-detection', 'gap-repair'];
const OVER = ['success', 'failure', 'revoked'];

/** Whether these lines of `live.jobs` say that candles may have come, or that somebody looked why they have not. */
export function tellOfCandles(lines) {
  return lines.some(({ job, state }) => JOBS.includes(job) && OVER.includes(state));
}
