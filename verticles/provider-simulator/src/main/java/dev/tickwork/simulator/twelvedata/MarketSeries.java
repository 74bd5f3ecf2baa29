package dev.tickwork.simulator.twelvedata;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tickwork.messages.Wire;
import dev.tickwork.simulator.market.Bar;
import dev.tickwork.simulator.market.Market;
import dev.tickwork.simulator.market.Pair;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Daily prices of one symbol in Twelve Data's form, today's unfinished one among them. */
final class MarketSeries {
    /** Before that the made-up market has no past to tell. */
    private static final LocalDate FIRST = LocalDate.of(1980, 1, 1);

    private MarketSeries() {}

    static ObjectNode of(Market market, Pair pair, SeriesWindow window, Instant now) {
        Map<LocalDate, Bar> days = newestFirst(market, pair, window, now);
        if (days.isEmpty()) {
            return TwelveDataError.noData();
        }
        ObjectNode answer = Wire.object();
        answer.set("meta", meta(pair));
        ArrayNode rows = answer.putArray("values");
        days.forEach((date, day) -> add(rows, row(date, day), window.ascending()));
        return answer.put("status", "ok");
    }

    private static Map<LocalDate, Bar> newestFirst(Market market, Pair pair, SeriesWindow window, Instant now) {
        Map<LocalDate, Bar> days = new LinkedHashMap<>();
        LocalDate first = later(FIRST, window.from());
        LocalDate date = last(window, now);
        while (!date.isBefore(first) && days.size() < window.size()) {
            Optional<Bar> day = market.day(pair, date, now);
            if (day.isPresent()) {
                days.put(date, day.get());
            }
            date = date.minusDays(1);
        }
        return days;
    }

    private static LocalDate last(SeriesWindow window, Instant now) {
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        LocalDate to = window.to();
        return to == null || to.isAfter(today) ? today : to;
    }

    private static LocalDate later(LocalDate one, @Nullable LocalDate other) {
        return other == null || one.isAfter(other) ? one : other;
    }

    private static void add(ArrayNode rows, ObjectNode row, boolean ascending) {
        if (ascending) {
            rows.insert(0, row);
            return;
        }
        rows.add(row);
    }

    private static ObjectNode row(LocalDate date, Bar day) {
        return MarketPrices.prices(Wire.object().put("datetime", date.toString()), day);
    }

    private static ObjectNode meta(Pair pair) {
        ObjectNode meta = Wire.object().put("symbol", pair.symbol()).put("interval", "1day");
        if (!pair.isListed()) {
            return meta.put("currency_base", pair.baseName())
                    .put("currency_quote", pair.quoteName())
                    .put("type", type(pair));
        }
        return meta.put("currency", pair.currency())
                .put("exchange_timezone", "America/New_York")
                .put("exchange", MarketPrices.exchange(pair))
                .put("type", type(pair));
    }

    private static String type(Pair pair) {
        return switch (pair.instrumentClass()) {
            case FOREX, METAL -> "Physical Currency";
            case CRYPTO -> "Digital Currency";
            case EQUITY -> "Common Stock";
            case ETF -> "ETF";
        };
    }
}
