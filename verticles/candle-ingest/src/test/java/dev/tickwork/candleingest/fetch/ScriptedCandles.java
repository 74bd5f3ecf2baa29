package dev.tickwork.candleingest.fetch;

import dev.tickwork.domain.candles.Candle;
import dev.tickwork.domain.candles.Timeframe;
import dev.tickwork.domain.time.Time;
import dev.tickwork.providers.CandleAnswer;
import dev.tickwork.providers.CandleQuestion;
import dev.tickwork.providers.CandleSource;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** An exchange that has the candles that a test gave it, and says what a test told it to. */
public final class ScriptedCandles implements CandleSource {
    public final List<Candle> candles = new ArrayList<>();
    public final List<CandleQuestion> asked = new ArrayList<>();
    public final Deque<CandleAnswer> instead = new ArrayDeque<>();
    private final Time time;
    private final int mostPerCall;
    private int patience = Integer.MAX_VALUE;

    public ScriptedCandles(Time time, int mostPerCall) {
        this.time = time;
        this.mostPerCall = mostPerCall;
    }

    /** Lets it answer so many questions more, and then be told to wait for a minute once. */
    void limitedAfter(int answers) {
        patience = answers;
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
        return Duration.ofSeconds(6);
    }

    @Override
    public Future<CandleAnswer> candles(CandleQuestion question) {
        asked.add(question);
        if (patience-- == 0) {
            return Future.succeededFuture(
                    new CandleAnswer.RateLimited(time.now().plusSeconds(60), "too fast"));
        }
        if (!instead.isEmpty()) {
            return Future.succeededFuture(instead.poll());
        }
        List<Candle> found = candles.stream()
                .filter(candle -> question.span().contains(candle.openTime()))
                .limit(question.limit())
                .toList();
        return Future.succeededFuture(new CandleAnswer.Found(found, "GET " + asked.size(), time.now()));
    }

    @Override
    public Future<Boolean> isOperative() {
        return Future.succeededFuture(true);
    }
}
