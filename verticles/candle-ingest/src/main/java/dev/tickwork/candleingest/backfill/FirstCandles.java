package dev.tickwork.candleingest.backfill;

import dev.tickwork.domain.Fault;
import dev.tickwork.domain.candles.Series;
import dev.tickwork.domain.candles.Span;
import dev.tickwork.domain.candles.Timeframe;
import dev.tickwork.providers.CandleAnswer;
import dev.tickwork.providers.CandleQuestion;
import dev.tickwork.providers.CandleSource;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Optional;

/**
 * Asks an exchange for the very first candle of a series. An empty answer for some stretch says nothing: there are weeks
 * without a trade.
 */
final class FirstCandles {
    /** Of which the first one counts that can be read. */
    private static final int MOST = 10;

    private final CandleSource source;

    FirstCandles(CandleSource source) {
        this.source = source;
    }

    /**
     * When the first candle opened; empty when the exchange has none at all. One call, and the same one for the same
     * arguments: whoever refuses it again and again shall know it again.
     *
     * @param at one that opened later does not count
     * @return fails as {@link CandleSource#candles}, with {@link Fault.RateLimited} when it has to wait, and with
     *     {@link Fault.Transient} in a maintenance: nobody knows how long that takes
     */
    Future<Optional<Instant>> of(Series series, Instant at) {
        Timeframe timeframe = series.timeframe();
        var ever = new Span(Instant.EPOCH, timeframe.closeOf(timeframe.openOf(at)));
        return source.candles(new CandleQuestion(series.symbol(), timeframe, ever, MOST))
                .compose(answer -> answer.match(this::first, this::later, this::tryAgain));
    }

    private Future<Optional<Instant>> first(CandleAnswer.Found found) {
        return Future.succeededFuture(found.candles().stream().findFirst().map(candle -> candle.openTime()));
    }

    private Future<Optional<Instant>> later(CandleAnswer.RateLimited limited) {
        return Future.failedFuture(new Fault.RateLimited(limited.reason(), limited.until(), null));
    }

    private Future<Optional<Instant>> tryAgain(CandleAnswer.Maintenance maintenance) {
        return Future.failedFuture(new Fault.Transient(maintenance.reason(), null));
    }
}
