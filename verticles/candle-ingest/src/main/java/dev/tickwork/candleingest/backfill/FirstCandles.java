package dev.tickwork.candleingest.backfill;

import dev.tickwork.domain.Fault;
import dev.tickwork.domain.candles.Series;
import dev.tickwork.domain.candles.Span;
import dev.tickwork.domain.candles.Timeframe;
import dev.tickwork.domain.time.Time;
import dev.tickwork.providers.CandleAnswer;
import dev.tickwork.providers.CandleQuestion;
import dev.tickwork.providers.CandleSource;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Asks an exchange for the very first candle of a series. An empty answer for some stretch says nothing: there are weeks
 * without a trade.
 */
final class FirstCandles {
    private static final Duration MAINTENANCE_WAIT = Duration.ofMinutes(1);

    private final CandleSource source;
    private final Time time;

    FirstCandles(CandleSource source, Time time) {
        this.source = source;
        this.time = time;
    }

    /**
     * When the first candle opened; empty when the exchange has none at all. One call.
     *
     * @return fails as {@link CandleSource#candles}, and with {@link Fault.RateLimited} when it has to wait
     */
    Future<Optional<Instant>> of(Series series) {
        Timeframe timeframe = series.timeframe();
        var ever = new Span(Instant.EPOCH, timeframe.closeOf(timeframe.openOf(time.now())));
        return source.candles(new CandleQuestion(series.symbol(), timeframe, ever, 1))
                .compose(answer -> answer.match(this::first, this::later, this::afterMaintenance));
    }

    private Future<Optional<Instant>> first(CandleAnswer.Found found) {
        return Future.succeededFuture(found.candles().stream().findFirst().map(candle -> candle.openTime()));
    }

    private Future<Optional<Instant>> later(CandleAnswer.RateLimited limited) {
        return Future.failedFuture(new Fault.RateLimited(limited.reason(), limited.until(), null));
    }

    private Future<Optional<Instant>> afterMaintenance(CandleAnswer.Maintenance maintenance) {
        return Future.failedFuture(
                new Fault.RateLimited(maintenance.reason(), time.now().plus(MAINTENANCE_WAIT), null));
    }
}
