package dev.tickwork.messages.live;

import dev.tickwork.messages.Topic;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The newest price of one instrument, as the API and the browser get it.
 *
 * @param symbol our symbol
 * @param name as people call it
 * @param price in the quote currency, as precise as the provider sent it
 * @param priceScale decimals to show
 * @param currency what the price is in
 * @param previousClose what the day's change is measured from; null when the provider did not say
 * @param changePercent of the price against {@code previousClose}, two decimals half up; null without it
 * @param asOf the moment the price belongs to
 * @param receivedAt when we had it
 * @param staleAfter from then on the value is stale; beyond the next open while the market is closed
 * @param market {@code open} or {@code closed}, at {@code receivedAt}
 * @param nextOpen when a closed market opens; null while it is open
 * @param source the provider's stable name
 * @param simulated whether the provider simulator made it up
 * @param runId the run that brought it
 */
public record LivePrice(
        String symbol,
        String name,
        BigDecimal price,
        int priceScale,
        String currency,
        @Nullable BigDecimal previousClose,
        @Nullable BigDecimal changePercent,
        Instant asOf,
        Instant receivedAt,
        Instant staleAfter,
        String market,
        @Nullable Instant nextOpen,
        String source,
        boolean simulated,
        UUID runId) {
    /** The name under which it is kept and pushed: {@code prices.XAUUSD}. */
    public static String liveName(String symbol) {
        return "prices." + symbol;
    }

    /** What browsers subscribe to: {@code live.prices.XAUUSD}. */
    public static Topic<LivePrice> topic(String symbol) {
        return new Topic<>("live." + liveName(symbol), LivePrice.class);
    }
}
