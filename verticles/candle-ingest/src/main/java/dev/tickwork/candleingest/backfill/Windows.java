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
    /** What is wanted of a series at {@code now}. */
    Span of(Loadable series, BackfillArgs args, Instant now) {
        Instant first = series.firstOpen() == null ? Instant.EPOCH : series.firstOpen();
        Instant oldest =
                days(series, args).map(days -> now.minus(Duration.ofDays(days))).orElse(Instant.EPOCH);
        Instant begins = first.isAfter(oldest) ? first : oldest;
        return Horizon.of(series.timeframe(), begins, now, grace).span();
    }

    private Optional<Integer> days(Loadable series, BackfillArgs args) {
        Integer asked = args.days();
        if (asked == null) {
            return Optional.ofNullable(series.keptDays());
        }
        return Optional.of(Math.min(asked, retention.apply(series.timeframe()).orElse(asked)));
    }
}
