package dev.tickwork.candleingest.backfill;

import dev.tickwork.domain.Fault;
import dev.tickwork.domain.candles.Candle;
import dev.tickwork.domain.candles.Span;
import dev.tickwork.domain.candles.Timeframe;
import dev.tickwork.providers.CandleAnswer;
import dev.tickwork.providers.CandleQuestion;
import dev.tickwork.providers.CandleSource;
import io.vertx.core.Future;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** An exchange that only tells where its series begin. */
final class ScriptedExchange implements CandleSource {
    private final int mostPerCall;
    private final Duration betweenCalls;
    private final List<CandleQuestion> asked = new CopyOnWriteArrayList<>();
    private final Map<String, Optional<Instant>> begins = new ConcurrentHashMap<>();
    private final Map<String, Fault> faults = new ConcurrentHashMap<>();
    private final Set<String> paused = ConcurrentHashMap.newKeySet();
    private final Set<String> garbled = ConcurrentHashMap.newKeySet();
    private volatile Runnable meanwhile = () -> {};

    ScriptedExchange(int mostPerCall, Duration betweenCalls) {
        this.mostPerCall = mostPerCall;
        this.betweenCalls = betweenCalls;
    }

    /** A symbol's first candle; null for none. */
    void begins(String symbol, @Nullable Instant first) {
        begins.put(symbol, Optional.ofNullable(first));
    }

    /** What was said of a symbol before, else {@code usual}. */
    @Nullable
    Instant begin(String symbol, Instant usual) {
        return begins.getOrDefault(symbol, Optional.of(usual)).orElse(null);
    }

    void fails(String symbol, Fault fault) {
        faults.put(symbol, fault);
    }

    void pauses(String symbol) {
        paused.add(symbol);
    }

    /** Nobody can read the very first candle of a symbol. */
    void garbles(String symbol) {
        garbled.add(symbol);
    }

    /** What happens while it is asked. */
    void meanwhile(Runnable event) {
        meanwhile = event;
    }

    void works(String symbol) {
        paused.remove(symbol);
        faults.remove(symbol);
    }

    int asked() {
        return asked.size();
    }

    /** In their order. */
    List<CandleQuestion> questions() {
        return List.copyOf(asked);
    }

    @Override
    public Future<CandleAnswer> candles(CandleQuestion question) {
        asked.add(question);
        meanwhile.run();
        Fault fault = faults.get(question.symbol());
        if (fault != null) {
            return Future.failedFuture(fault);
        }
        if (paused.contains(question.symbol())) {
            return Future.succeededFuture(new CandleAnswer.Maintenance("maintenance"));
        }
        return begins.get(question.symbol())
                .map(open -> first(question, question.timeframe().openOf(open)))
                .orElseGet(() -> found(question, List.of(), List.of()));
    }

    private Future<CandleAnswer> first(CandleQuestion question, Instant open) {
        if (!garbled.contains(question.symbol())) {
            return found(question, List.of(candle(open)), List.of());
        }
        if (question.limit() == 1) {
            return Future.failedFuture(new Fault.Transient("high below low", null));
        }
        Instant second = question.timeframe().closeOf(open);
        var unreadable = new CandleAnswer.Unreadable(new Span(open, second), "high below low");
        return found(question, List.of(candle(second)), List.of(unreadable));
    }

    private static Future<CandleAnswer> found(
            CandleQuestion question, List<Candle> candles, List<CandleAnswer.Unreadable> unreadable) {
        return Future.succeededFuture(new CandleAnswer.Found(
                candles, unreadable, "first", question.span().until()));
    }

    private static Candle candle(Instant open) {
        BigDecimal one = BigDecimal.ONE;
        return new Candle(open, one, one, one, one, one);
    }

    @Override
    public String name() {
        return "bitfinex";
    }

    @Override
    public Set<Timeframe> timeframes() {
        return Set.of(Timeframe.M1, Timeframe.H1, Timeframe.D1);
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
