package dev.tickwork.candleingest.backfill;

import dev.tickwork.domain.candles.Candle;
import dev.tickwork.domain.candles.Span;
import dev.tickwork.domain.candles.Timeframe;
import dev.tickwork.domain.time.Time;
import dev.tickwork.providers.CandleAnswer;
import dev.tickwork.providers.CandleQuestion;
import dev.tickwork.providers.CandleSource;
import io.vertx.core.Future;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** An exchange where something was traded in every minute since it opened. */
final class EndlessExchange implements CandleSource {
    private static final Instant OPENED = Instant.parse("2013-03-31T22:07:00Z");

    private final Time time;
    private final int mostPerCall;
    private final Duration betweenCalls;
    private final AtomicInteger asked = new AtomicInteger();

    EndlessExchange(Time time, int mostPerCall, Duration betweenCalls) {
        this.time = time;
        this.mostPerCall = mostPerCall;
        this.betweenCalls = betweenCalls;
    }

    int asked() {
        return asked.get();
    }

    @Override
    public Future<CandleAnswer> candles(CandleQuestion question) {
        asked.incrementAndGet();
        Timeframe timeframe = question.timeframe();
        var there = new Span(timeframe.openOf(OPENED), timeframe.closeOf(timeframe.openOf(time.now())));
        List<Candle> found = timeframe
                .opens(question.span().and(there))
                .limit(Math.min(question.limit(), mostPerCall))
                .map(EndlessExchange::candle)
                .toList();
        return Future.succeededFuture(new CandleAnswer.Found(found, "GET /" + asked.get(), time.now()));
    }

    private static Candle candle(Instant open) {
        BigDecimal price = BigDecimal.valueOf(50_000 + open.getEpochSecond() / 60 % 997);
        return new Candle(
                open, price, price.add(BigDecimal.TEN), price.subtract(BigDecimal.TEN), price, BigDecimal.ONE);
    }

    @Override
    public String name() {
        return "bitfinex";
    }

    @Override
    public Set<Timeframe> timeframes() {
        return EnumSet.complementOf(EnumSet.of(Timeframe.H4));
    }

    @Override
    public int mostPerCall() {
        return mostPerCall;
    }

    @Override
    public Duration betweenCalls() {
        return betweenCalls;
    }

    @Override
    public Future<Boolean> isOperative() {
        return Future.succeededFuture(true);
    }
}
