package dev.tickwork.simulator.candles;

import dev.tickwork.simulator.market.Pair;
import org.jspecify.annotations.Nullable;

/**
 * Something that an exchange trades.
 *
 * @param symbol our symbol, such as {@code BTCUSD}
 * @param pair what it is on the made-up market; null for what was only recorded, which ends with its recording
 */
public record Listing(String symbol, @Nullable Pair pair) {}
