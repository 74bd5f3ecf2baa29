package dev.tickwork.candleingest.quality;

import dev.tickwork.candleingest.store.SeenCandle;

/**
 * A candle that is doubted, and why.
 *
 * @param seen the candle
 * @param doubt why
 */
public record Suspect(SeenCandle seen, Doubt doubt) {}
