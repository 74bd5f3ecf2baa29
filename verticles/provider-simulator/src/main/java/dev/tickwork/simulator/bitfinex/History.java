package dev.tickwork.simulator.bitfinex;

import dev.tickwork.domain.candles.Candle;
import dev.tickwork.simulator.Answer;
import dev.tickwork.simulator.candles.CandleReader;
import dev.tickwork.simulator.candles.Exchange;
import dev.tickwork.simulator.faults.FaultKind;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Answers for candles, {@code /v2/candles/trade:1m:tBTCUSD/hist} and {@code …/last}. */
final class History {
    private final Vertx vertx;
    private final Exchange exchange;
    private final Condition condition;

    History(Vertx vertx, Exchange exchange, Condition condition) {
        this.vertx = vertx;
        this.exchange = exchange;
        this.condition = condition;
    }

    Future<Answer> hist(CandleKey key, MultiMap parameters) {
        Optional<String> mistake = HistoryQuery.mistake(parameters);
        return mistake.isPresent()
                ? Future.succeededFuture(BitfinexError.invalid(mistake.get()))
                : worked(key, HistoryQuery.of(parameters), rows -> answer(key, rows));
    }

    /** The newest candle by itself; an empty array when there is none. */
    Future<Answer> last(CandleKey key) {
        return worked(
                key,
                HistoryQuery.newest(1),
                rows -> new Answer(200, rows.isEmpty() ? Rows.of(rows) : Rows.of(rows.get(0))));
    }

    /** The newest candles, newest first. */
    Future<List<Candle>> newest(CandleKey key, int count) {
        return worked(key, HistoryQuery.newest(count), Function.identity());
    }

    /** What is traded now. */
    CandleReader reader(CandleKey key) {
        String symbol = key.symbol();
        return exchange.reader(key.listing(), condition.asOf(symbol), condition.alterations(symbol));
    }

    /** Years of candles take too long to work out, and to write down, for a thread that others wait for. */
    private <T> Future<T> worked(CandleKey key, HistoryQuery query, Function<List<Candle>, T> written) {
        CandleReader reader = reader(key);
        return vertx.executeBlocking(() -> written.apply(query.rows(reader, key.timeframe())), false);
    }

    private Answer answer(CandleKey key, List<Candle> rows) {
        return new Answer(200, Rows.of(outOfOrder(key, duplicated(key, rows))));
    }

    private List<Candle> duplicated(CandleKey key, List<Candle> rows) {
        return condition.strikes(FaultKind.DUPLICATES, key.symbol())
                ? rows.stream().flatMap(row -> List.of(row, row).stream()).toList()
                : rows;
    }

    /** Each with its neighbour's place. */
    private List<Candle> outOfOrder(CandleKey key, List<Candle> rows) {
        if (!condition.strikes(FaultKind.OUT_OF_ORDER, key.symbol())) {
            return rows;
        }
        List<Candle> jumbled = new ArrayList<>(rows);
        for (int i = 0; i + 1 < jumbled.size(); i += 2) {
            Collections.swap(jumbled, i, i + 1);
        }
        return jumbled;
    }
}
