package dev.tickwork.simulator.bitfinex;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tickwork.domain.candles.Candle;
import dev.tickwork.domain.candles.Timeframe;
import dev.tickwork.simulator.candles.CandleReader;
import dev.tickwork.simulator.candles.Exchange;
import dev.tickwork.simulator.candles.Listing;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.stream.Stream;

/**
 * Tickers of the last 24 hours: {@code [BID, BID_SIZE, ASK, ASK_SIZE, DAILY_CHANGE, DAILY_CHANGE_RELATIVE, LAST_PRICE,
 * VOLUME, HIGH, LOW]}. Blocks while it works.
 */
final class Tickers {
    private static final int HOURS = 24;
    private static final BigDecimal HALF_SPREAD = new BigDecimal("0.0001");
    private static final int PERCENT_OF_PERCENT = 4;

    private final Exchange exchange;
    private final BitfinexSymbols symbols;
    private final Condition condition;

    Tickers(Exchange exchange, BitfinexSymbols symbols, Condition condition) {
        this.exchange = exchange;
        this.symbols = symbols;
        this.condition = condition;
    }

    /** One row each, its symbol first; those that are not known are left out. */
    ArrayNode of(Stream<String> asked) {
        ArrayNode rows = JsonNodeFactory.instance.arrayNode();
        asked.forEach(name -> symbols.find(name).ifPresent(listing -> add(rows, name, listing)));
        return rows;
    }

    /** A row without its symbol; empty when nothing was traded. */
    ArrayNode of(Listing listing) {
        ArrayNode row = JsonNodeFactory.instance.arrayNode();
        List<Candle> hours = lastHours(listing);
        if (!hours.isEmpty()) {
            fill(row, hours);
        }
        return row;
    }

    private void add(ArrayNode rows, String name, Listing listing) {
        ArrayNode row = of(listing);
        if (!row.isEmpty()) {
            rows.add(row.insert(0, name));
        }
    }

    private List<Candle> lastHours(Listing listing) {
        String symbol = listing.symbol();
        CandleReader reader = exchange.reader(listing, condition.asOf(symbol), condition.alterations(symbol));
        return HistoryQuery.newest(HOURS).rows(reader, Timeframe.H1);
    }

    private static void fill(ArrayNode row, List<Candle> hours) {
        BigDecimal last = hours.get(0).close();
        BigDecimal before = hours.get(hours.size() - 1).open();
        BigDecimal change = last.subtract(before);
        BigDecimal spread = last.multiply(HALF_SPREAD).round(new MathContext(2, RoundingMode.HALF_EVEN));
        row.add(last.subtract(spread)).add(BigDecimal.ONE).add(last.add(spread)).add(BigDecimal.ONE);
        row.add(change).add(change.divide(before, PERCENT_OF_PERCENT, RoundingMode.HALF_EVEN));
        row.add(last).add(hours.stream().map(Candle::volume).reduce(BigDecimal.ZERO, BigDecimal::add));
        row.add(hours.stream().map(Candle::high).reduce(last, BigDecimal::max));
        row.add(hours.stream().map(Candle::low).reduce(last, BigDecimal::min));
    }
}
