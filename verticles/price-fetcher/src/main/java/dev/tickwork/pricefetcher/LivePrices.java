package dev.tickwork.pricefetcher;

import dev.tickwork.domain.market.Instrument;
import dev.tickwork.domain.market.InstrumentCatalog;
import dev.tickwork.domain.quotes.Quote;
import dev.tickwork.messages.live.LivePrice;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Turns a quote into what people are shown: with the instrument's name, the day's change, and when it goes stale. */
final class LivePrices {
    /** A price whose own moment stands still that long in an open market is not live, however often it is sent again. */
    private static final Duration FROZEN_AFTER = Duration.ofMinutes(10);

    private final InstrumentCatalog instruments;
    private final int staleAfterMissed;

    LivePrices(InstrumentCatalog instruments, int staleAfterMissed) {
        this.instruments = instruments;
        this.staleAfterMissed = staleAfterMissed;
    }

    /**
     * @param quote of an instrument that the catalog has
     * @param runId the run that brought it
     * @param cadence the time between fetches that holds now
     */
    LivePrice of(Quote quote, UUID runId, Duration cadence) {
        Instrument instrument = instruments.find(quote.symbol()).orElseThrow();
        boolean open = instrument.hours().isOpen(quote.receivedAt());
        Instant counted = instrument.hours().nextOpen(quote.receivedAt());
        return new LivePrice(
                quote.symbol(),
                instrument.name(),
                quote.price(),
                instrument.priceScale(),
                instrument.quote(),
                quote.previousClose(),
                changePercent(quote.previousClose(), quote.price()),
                quote.asOf(),
                quote.receivedAt(),
                staleAfter(quote, counted, cadence.multipliedBy(staleAfterMissed)),
                open ? "open" : "closed",
                open ? null : counted,
                quote.source(),
                quote.simulated(),
                runId);
    }

    /** Time counts from the receipt, or from the open when the market is closed. */
    private static Instant staleAfter(Quote quote, Instant counted, Duration patience) {
        Instant missed = counted.plus(patience);
        Duration frozenAfter = patience.compareTo(FROZEN_AFTER) > 0 ? patience : FROZEN_AFTER;
        Instant frozen = quote.asOf().plus(frozenAfter);
        return counted.equals(quote.receivedAt()) && frozen.isBefore(missed) ? frozen : missed;
    }

    private static @Nullable BigDecimal changePercent(@Nullable BigDecimal previousClose, BigDecimal price) {
        return previousClose == null
                ? null
                : price.subtract(previousClose).movePointRight(2).divide(previousClose, 2, RoundingMode.HALF_UP);
    }
}
