package dev.tickwork.bench.stream;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Compares what is stored with what the exchange serves. */
final class Served {
    private static final String FINAL = """
            SELECT c.open_time, c.open, c.close, c.high, c.low, c.volume
              FROM candles c
              JOIN candle_series s
                ON s.id = c.series_id
             WHERE s.symbol = ?
               AND s.timeframe = ?
               AND c.timeframe = s.timeframe
               AND c.is_final
             ORDER BY c.open_time
            """;
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private final PreparedStatement stored;
    private final int port;

    Served(Connection database, int port) throws SQLException {
        this.stored = database.prepareStatement(FINAL);
        this.port = port;
    }

    /** How many are served, and how many of them are stored as they are. */
    record Compared(int same, int all) {
        Compared and(Compared other) {
            return new Compared(same + other.same, all + other.all);
        }

        /** Whether there was something to compare, and all of it is the same. */
        boolean isWhole() {
            return all > 0 && same == all;
        }

        @Override
        public String toString() {
            return same + " of " + all;
        }
    }

    /** @param names of the timeframes that the exchange calls otherwise */
    Compared compared(List<String> coins, List<String> timeframes, Map<String, String> names)
            throws IOException, SQLException, InterruptedException {
        var all = new Compared(0, 0);
        for (String coin : coins) {
            for (String timeframe : timeframes) {
                String key = "trade:" + names.getOrDefault(timeframe, timeframe) + ":t" + coin;
                all = all.and(compared(stored(coin, timeframe), key));
            }
        }
        return all;
    }

    /** Everything between the first and the last that is stored; what is not there is not the same. */
    private Compared compared(List<List<BigDecimal>> candles, String key) throws IOException, InterruptedException {
        if (candles.isEmpty()) {
            return new Compared(0, 0);
        }
        var wanted = served(
                key, candles.get(0).get(0), candles.get(candles.size() - 1).get(0));
        return new Compared((int) wanted.stream().filter(candles::contains).count(), wanted.size());
    }

    private List<List<BigDecimal>> stored(String coin, String timeframe) throws SQLException {
        stored.setString(1, coin);
        stored.setString(2, timeframe);
        List<List<BigDecimal>> all = new ArrayList<>();
        try (ResultSet rows = stored.executeQuery()) {
            while (rows.next()) {
                var numbers = new ArrayList<BigDecimal>();
                numbers.add(BigDecimal.valueOf(
                        rows.getObject(1, OffsetDateTime.class).toInstant().toEpochMilli()));
                for (int column = 2; column <= 6; column++) {
                    numbers.add(rows.getBigDecimal(column).stripTrailingZeros());
                }
                all.add(numbers);
            }
        }
        return all;
    }

    private List<List<BigDecimal>> served(String key, BigDecimal first, BigDecimal last)
            throws IOException, InterruptedException {
        URI address = URI.create("http://127.0.0.1:" + port + "/bitfinex/v2/candles/" + key + "/hist?limit=10000&start="
                + first + "&end=" + last);
        JsonNode rows = JSON.readTree(HTTP.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString())
                .body());
        List<List<BigDecimal>> all = new ArrayList<>();
        rows.forEach(row -> all.add(numbers(row)));
        return all;
    }

    private static List<BigDecimal> numbers(JsonNode row) {
        List<BigDecimal> numbers = new ArrayList<>();
        row.forEach(number -> numbers.add(
                numbers.isEmpty()
                        ? number.decimalValue()
                        : number.decimalValue().stripTrailingZeros()));
        return numbers;
    }
}
