package dev.tickwork.processes;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tickwork.domain.candles.Span;
import dev.tickwork.domain.candles.Timeframe;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What the simulated exchange serves, asked for as its customers do. */
record ServedCandles(int port) {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
    private static final int MOST = 10_000;
    private static final int HOURS = 4;
    private static final Map<Timeframe, String> NAMES =
            Map.of(Timeframe.D1, "1D", Timeframe.W1, "1W", Timeframe.MO1, "1M");

    /** One candle, every number as short as it can be written. */
    record Values(BigDecimal open, BigDecimal high, BigDecimal low, BigDecimal close, BigDecimal volume) {
        Values {
            open = open.stripTrailingZeros();
            high = high.stripTrailingZeros();
            low = low.stripTrailingZeros();
            close = close.stripTrailingZeros();
            volume = volume.stripTrailingZeros();
        }

        private Values then(Values later) {
            return new Values(open, high.max(later.high), low.min(later.low), later.close, volume.add(later.volume));
        }
    }

    /** The candles that open in {@code span}; those of four hours, which it does not have, of four complete hours. */
    SortedMap<Instant, Values> of(SeriesName series, Span span) throws IOException, InterruptedException {
        return series.timeframe() == Timeframe.H4
                ? fours(asked(new SeriesName(series.symbol(), Timeframe.H1), span))
                : asked(series, span);
    }

    private SortedMap<Instant, Values> asked(SeriesName series, Span span) throws IOException, InterruptedException {
        SortedMap<Instant, Values> all = new TreeMap<>();
        Instant from = span.from();
        while (from.isBefore(span.until())) {
            JsonNode rows = page(series, from, span.until().minusMillis(1));
            rows.forEach(row -> put(all, row));
            from = rows.size() < MOST ? span.until() : series.timeframe().closeOf(all.lastKey());
        }
        return all;
    }

    private JsonNode page(SeriesName series, Instant from, Instant last) throws IOException, InterruptedException {
        String timeframe =
                NAMES.getOrDefault(series.timeframe(), series.timeframe().label());
        URI address = URI.create("http://127.0.0.1:" + port + "/bitfinex/v2/candles/trade:" + timeframe + ":t"
                + series.symbol() + "/hist?sort=1&limit=" + MOST + "&start=" + from.toEpochMilli() + "&end="
                + last.toEpochMilli());
        return JSON.readTree(HTTP.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString())
                .body());
    }

    private static void put(SortedMap<Instant, Values> all, JsonNode row) {
        Instant open = Instant.ofEpochMilli(row.get(0).longValue());
        Values before = all.put(
                open,
                new Values(
                        row.get(1).decimalValue(),
                        row.get(3).decimalValue(),
                        row.get(4).decimalValue(),
                        row.get(2).decimalValue(),
                        row.get(5).decimalValue()));
        if (before != null) {
            throw new AssertionError("served twice: " + open);
        }
    }

    private static SortedMap<Instant, Values> fours(SortedMap<Instant, Values> hours) {
        SortedMap<Instant, List<Values>> byFour = new TreeMap<>();
        hours.forEach((open, hour) -> byFour.computeIfAbsent(Timeframe.H4.openOf(open), four -> new ArrayList<>())
                .add(hour));
        SortedMap<Instant, Values> fours = new TreeMap<>();
        byFour.forEach((open, parts) -> {
            if (parts.size() == HOURS) {
                fours.put(open, parts.stream().reduce(Values::then).orElseThrow());
            }
        });
        return fours;
    }
}
