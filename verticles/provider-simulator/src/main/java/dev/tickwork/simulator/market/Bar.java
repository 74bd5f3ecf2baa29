package dev.tickwork.simulator.market;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A day of a market, in UTC, as far as it has come.
 *
 * @param openedAt its first traded second
 * @param tradedAt its last traded second until now; stands still while the market is closed
 * @param open the price at {@code openedAt}
 * @param high the highest of its hourly prices, its open and its close
 * @param low the lowest of them
 * @param close the price at {@code tradedAt}
 * @param previousClose the last price before this day
 * @param volume shares that changed hands until {@code tradedAt}; null for what has no exchange that counts
 */
public record Bar(
        Instant openedAt,
        Instant tradedAt,
        BigDecimal open,
        BigDecimal high,
        BigDecimal low,
        BigDecimal close,
        BigDecimal previousClose,
        @Nullable Long volume) {}
