package dev.tickwork.candleingest.backfill;

/**
 * What a backfill loaded.
 *
 * @param series how many it looked at
 * @param chunks how many were stored, each by one request
 * @param candles that came
 */
public record BackfillResult(int series, long chunks, long candles) {}
