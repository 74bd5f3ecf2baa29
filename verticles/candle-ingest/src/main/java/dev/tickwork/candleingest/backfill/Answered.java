package dev.tickwork.candleingest.backfill;

import java.time.Instant;
import java.util.UUID;

/**
 * An answer of the exchange that is stored.
 *
 * @param run that asked
 * @param candles how many it brought
 * @param at when it was stored
 */
record Answered(UUID run, int candles, Instant at) {}
