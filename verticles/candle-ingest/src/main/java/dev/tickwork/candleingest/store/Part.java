package dev.tickwork.candleingest.store;

import dev.tickwork.domain.candles.Timeframe;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.Optional;

/**
 * A part of {@code candles}: a month of one timeframe, or a year of one longer than an hour. In UTC.
 *
 * @param timeframe whose candles are in it
 * @param from its first moment
 * @param until the first moment after it
 */
public record Part(Timeframe timeframe, Instant from, Instant until) {
    /** In which they are made: everybody the same way. */
    static final Comparator<Part> IN_ORDER =
            Comparator.comparing(Part::timeframe).thenComparing(Part::from);

    /** Where a candle belongs; empty for weeks and months, whose part is always there. */
    public static Optional<Part> of(Timeframe timeframe, Instant open) {
        if (timeframe.compareTo(Timeframe.D1) > 0) {
            return Optional.empty();
        }
        ZonedDateTime month =
                open.atZone(ZoneOffset.UTC).truncatedTo(ChronoUnit.DAYS).withDayOfMonth(1);
        return Optional.of(
                timeframe.compareTo(Timeframe.H1) <= 0
                        ? between(timeframe, month, month.plusMonths(1))
                        : between(
                                timeframe,
                                month.withMonth(1),
                                month.withMonth(1).plusYears(1)));
    }

    /** Whether a candle belongs into it. */
    boolean has(SeenCandle candle) {
        return candle.timeframe() == timeframe
                && !candle.openTime().isBefore(from)
                && candle.openTime().isBefore(until);
    }

    private static Part between(Timeframe timeframe, ZonedDateTime from, ZonedDateTime until) {
        return new Part(timeframe, from.toInstant(), until.toInstant());
    }
}
