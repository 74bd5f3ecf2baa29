package dev.tickwork.pricefetcher;

import dev.tickwork.domain.market.Instrument;
import dev.tickwork.domain.market.InstrumentCatalog;
import dev.tickwork.domain.quotes.Quote;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether an observed price can be believed. Providers have sent prices ten thousand times too low, pence for
 * pounds and stamps from tomorrow; what is stored is trusted with money, so such a price is turned away and said to be.
 *
 * <p>A price that moved further than its class's limit is doubted until {@value #AGREEING} observations in a row agree on
 * it: a crash is real when it stays. One that moved more than tenfold is never believed, however often it is repeated.
 * Not thread-safe; belongs to one job.
 */
final class Plausibility {
    private static final int AGREEING = 3;
    private static final Duration CLOCKS_MAY_DIFFER = Duration.ofMinutes(2);
    private static final BigDecimal TENFOLD = BigDecimal.TEN;

    /** A price in doubt and how often it has been seen in a row. */
    private record Doubt(BigDecimal price, int seen) {}

    private final InstrumentCatalog instruments;
    private final MoveLimits limits;
    private final Map<String, Quote> believed = new HashMap<>();
    private final Map<String, Doubt> doubts = new HashMap<>();

    Plausibility(InstrumentCatalog instruments, MoveLimits limits) {
        this.instruments = instruments;
        this.limits = limits;
    }

    /** Starts from what was believed before this process; a newer belief stays. */
    void remember(Quote quote) {
        believed.merge(quote.symbol(), quote, (old, given) -> given.asOf().isAfter(old.asOf()) ? given : old);
    }

    /**
     * Judges one observation and, when it is believed, measures the next one by it.
     *
     * @return why it is turned away, for the run's result; empty when it is believed
     */
    Optional<String> objection(Quote quote) {
        Optional<String> objection = firstObjection(quote);
        if (objection.isEmpty()) {
            believed.put(quote.symbol(), quote);
            doubts.remove(quote.symbol());
        }
        return objection;
    }

    private Optional<String> firstObjection(Quote quote) {
        if (quote.asOf().isAfter(quote.receivedAt().plus(CLOCKS_MAY_DIFFER))) {
            return Optional.of("its time, " + quote.asOf() + ", has not come yet");
        }
        Quote last = believed.get(quote.symbol());
        if (last == null || isFromAnotherTime(last, quote)) {
            return beyondPreviousClose(quote);
        }
        if (quote.asOf().isBefore(last.asOf())) {
            return Optional.of("older than the price of " + last.asOf() + " that we have");
        }
        return tooFarFrom(last.price(), quote);
    }

    /** Outside production an operator may move the clock back; what was believed at the later time then means nothing. */
    private static boolean isFromAnotherTime(Quote last, Quote quote) {
        return last.receivedAt().isAfter(quote.receivedAt());
    }

    /** Without a price of our own the provider's previous close is the only measure; only the absurd is turned away. */
    private static Optional<String> beyondPreviousClose(Quote quote) {
        BigDecimal close = quote.previousClose();
        return close == null || !isTenfold(close, quote.price())
                ? Optional.empty()
                : Optional.of(quote.price() + " is not plausible after a previous close of " + close);
    }

    private Optional<String> tooFarFrom(BigDecimal last, Quote quote) {
        if (isTenfold(last, quote.price())) {
            doubts.remove(quote.symbol());
            return Optional.of(quote.price() + " is not plausible after " + last);
        }
        if (!isBeyondLimit(last, quote) || isConfirmed(quote)) {
            return Optional.empty();
        }
        return Optional.of(
                quote.price() + " is doubted after " + last + " until it is seen " + AGREEING + " times in a row");
    }

    private boolean isConfirmed(Quote quote) {
        Doubt doubt = doubts.compute(quote.symbol(), (symbol, before) -> next(before, quote));
        return doubt.seen() >= AGREEING;
    }

    private Doubt next(@Nullable Doubt before, Quote quote) {
        if (before == null || isBeyondLimit(before.price(), quote)) {
            return new Doubt(quote.price(), 1);
        }
        return new Doubt(quote.price(), before.seen() + 1);
    }

    private boolean isBeyondLimit(BigDecimal from, Quote quote) {
        BigDecimal limit = instruments
                .find(quote.symbol())
                .map(Instrument::instrumentClass)
                .map(limits::percentFor)
                .orElse(limits.forex());
        return movePercent(from, quote.price()).compareTo(limit) > 0;
    }

    private static BigDecimal movePercent(BigDecimal from, BigDecimal to) {
        return to.subtract(from).abs().movePointRight(2).divide(from, 4, RoundingMode.HALF_UP);
    }

    private static boolean isTenfold(BigDecimal one, BigDecimal other) {
        return one.compareTo(other.multiply(TENFOLD)) > 0 || other.compareTo(one.multiply(TENFOLD)) > 0;
    }
}
