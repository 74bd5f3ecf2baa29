package dev.tickwork.pricefetcher;

import dev.tickwork.domain.quotes.Quote;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A stored price and where it came from.
 *
 * @param symbol our symbol
 * @param asOf the moment that the price belongs to
 * @param source the provider's stable name
 * @param price in the quote currency
 * @param previousClose what the day's change was measured from; null when the provider did not say
 * @param receivedAt when we had it
 * @param runId the run that wrote it
 */
record PastQuote(
        String symbol,
        Instant asOf,
        String source,
        BigDecimal price,
        @Nullable BigDecimal previousClose,
        Instant receivedAt,
        UUID runId) {
    Quote toQuote(boolean simulated) {
        return new Quote(symbol, price, previousClose, asOf, receivedAt, source, simulated);
    }
}
