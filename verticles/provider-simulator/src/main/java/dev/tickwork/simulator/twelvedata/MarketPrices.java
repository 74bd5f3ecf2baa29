package dev.tickwork.simulator.twelvedata;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tickwork.domain.time.Time;
import dev.tickwork.messages.Wire;
import dev.tickwork.simulator.market.Bar;
import dev.tickwork.simulator.market.Market;
import dev.tickwork.simulator.market.Pair;
import dev.tickwork.simulator.market.Range;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** Answers from the made-up market, as of now. */
final class MarketPrices implements Prices {
    private static final int DECIMALS = 5;
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private final Vertx vertx;
    private final Market market;
    private final Time time;

    MarketPrices(Vertx vertx, Market market, Time time) {
        this.vertx = vertx;
        this.market = market;
        this.time = time;
    }

    @Override
    public Future<ObjectNode> find(String endpoint, String symbol, MultiMap parameters) {
        return Pair.find(symbol)
                .map(pair -> answer(endpoint, pair, parameters))
                .orElseGet(() -> Future.succeededFuture(TwelveDataError.unknownSymbol(symbol)));
    }

    private Future<ObjectNode> answer(String endpoint, Pair pair, MultiMap parameters) {
        return switch (endpoint) {
            case "price" -> Future.succeededFuture(price(pair));
            case "quote" -> Future.succeededFuture(quote(pair));
            default -> series(pair, SeriesWindow.of(parameters));
        };
    }

    /** Years of days take too long to work out for a thread that others wait for. */
    private Future<ObjectNode> series(Pair pair, SeriesWindow window) {
        var now = time.now();
        return vertx.executeBlocking(() -> MarketSeries.of(market, pair, window, now), false);
    }

    private ObjectNode price(Pair pair) {
        return Wire.object().put("price", text(market.price(pair, time.now())));
    }

    private ObjectNode quote(Pair pair) {
        Instant now = time.now();
        Bar day = market.day(pair, now);
        Range year = market.year(pair, day);
        ObjectNode quote = head(pair, day);
        bar(quote, day);
        quote.put("is_market_open", market.isOpen(pair, now));
        quote.set("fifty_two_week", fiftyTwoWeeks(year, day.close()));
        return quote;
    }

    /** {@code timestamp} is when the day's bar opened; only {@code last_quote_at} says how fresh the price is. */
    private static ObjectNode head(Pair pair, Bar day) {
        return Wire.object()
                .put("symbol", pair.symbol())
                .put("name", pair.name())
                .put("exchange", exchange(pair))
                .put(
                        "datetime",
                        day.openedAt().atOffset(ZoneOffset.UTC).toLocalDate().toString())
                .put("timestamp", day.openedAt().getEpochSecond())
                .put(
                        "last_quote_at",
                        day.tradedAt().truncatedTo(ChronoUnit.MINUTES).getEpochSecond());
    }

    static String exchange(Pair pair) {
        return switch (pair.instrumentClass()) {
            case FOREX, METAL -> "Forex";
            case CRYPTO -> "Coinbase Pro";
            case EQUITY -> "NASDAQ";
            case ETF -> "NYSE";
        };
    }

    private static void bar(ObjectNode quote, Bar day) {
        BigDecimal change = day.close().subtract(day.previousClose());
        prices(quote, day)
                .put("previous_close", text(day.previousClose()))
                .put("change", text(change))
                .put("percent_change", percent(change, day.previousClose()));
    }

    /** Adds open, high, low, close and, where it is counted, the volume; all as text. */
    static ObjectNode prices(ObjectNode object, Bar day) {
        object.put("open", text(day.open()))
                .put("high", text(day.high()))
                .put("low", text(day.low()))
                .put("close", text(day.close()));
        return day.volume() == null ? object : object.put("volume", String.valueOf(day.volume()));
    }

    private static ObjectNode fiftyTwoWeeks(Range year, BigDecimal close) {
        return Wire.object()
                .put("low", text(year.low()))
                .put("high", text(year.high()))
                .put("low_change", text(close.subtract(year.low())))
                .put("high_change", text(close.subtract(year.high())))
                .put("low_change_percent", percent(close.subtract(year.low()), year.low()))
                .put("high_change_percent", percent(close.subtract(year.high()), year.high()))
                .put("range", text(year.low()) + " - " + text(year.high()));
    }

    private static String percent(BigDecimal change, BigDecimal of) {
        return change.multiply(HUNDRED)
                .divide(of, DECIMALS, RoundingMode.HALF_EVEN)
                .toPlainString();
    }

    /** The vendor pads to five decimals. */
    private static String text(BigDecimal price) {
        return price.setScale(Math.max(DECIMALS, price.scale()), RoundingMode.UNNECESSARY)
                .toPlainString();
    }
}
