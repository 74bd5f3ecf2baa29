package dev.tickwork.candleingest.backfill;

import dev.tickwork.domain.candles.Horizon;
import dev.tickwork.domain.candles.Span;
import dev.tickwork.domain.candles.Timeframe;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * How far back series are loaded: to their first candle, as many days as was asked for, and never further than candles are
 * kept.
 *
 * @param grace how long after its end an exchange may take to tell a candle
 * @param retention how many days candles of a timeframe are kept; empty for all
 */
record Windows(Duration grace, Function<Timeframe, OptionalInt> retention) {
    /** What is past its days stays until it is cleaned, which is done daily. */
    private static final Duration CLEANED_WITHIN = Duration.ofDays(1);

    /** What is wanted of a series at {@code now}. */
    Span of(Loadable series, BackfillArgs args, Instant now) {
        Instant oldest =
                days(series, args).map(days -> now.minus(Duration.ofDays(days))).orElse(Instant.EPOCH);
        return Horizon.of(series.timeframe(), notBeforeFirst(series, oldest), now, grace)
                .span();
    }

    /** Nobody asks for what opened before: there is no such candle, or it would not be kept. */
    Instant begin(Loadable series, Instant now) {
        OptionalInt kept = retention.apply(series.timeframe());
        Instant oldest =
                kept.isPresent() ? now.minus(Duration.ofDays(kept.getAsInt())).minus(CLEANED_WITHIN) : Instant.EPOCH;
        return notBeforeFirst(series, oldest);
    }

    private static Instant notBeforeFirst(Loadable series, Instant oldest) {
        Instant first = series.firstOpen();
        return first == null || oldest.isAfter(first) ? oldest : first;
    }

    private Optional<Integer> days(Loadable series, BackfillArgs args) {
        Integer wished = args.days() == null ? series.keptDays() : args.days();
        OptionalInt kept = retention.apply(series.timeframe());
        if (kept.isEmpty()) {
            return Optional.ofNullable(wished);
        }
        return Optional.of(wished == null ? kept.getAsInt() : Math.min(wished, kept.getAsInt()));
    }
}
