package dev.tickwork.bench.stream;

import dev.tickwork.simulator.market.Market;
import dev.tickwork.simulator.market.Pair;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * How long it takes from the moment an update was sent until it can be read from the table. The simulator's volume grows
 * evenly over each minute, so what is stored says when it was said.
 */
final class Lag {
    private static final String FORMING = """
            SELECT s.symbol, c.open_time, c.volume, clock_timestamp() AS now
              FROM candles c
              JOIN candle_series s
                ON s.id = c.series_id
             WHERE s.timeframe = '1m'
               AND c.timeframe = '1m'
               AND NOT c.is_final
               AND c.open_time > clock_timestamp() - interval '2 minutes'
            """;
    private static final int MINUTE_MILLIS = 60_000;
    private static final int VOLUME_DECIMALS = 8;

    private final PreparedStatement forming;
    private final Market market;
    private final Map<String, BigDecimal> seen = new HashMap<>();
    private final Histogram millis = new Histogram(3);

    /** @param seed of the simulator's market */
    Lag(Connection connection, long seed) throws SQLException {
        this.forming = connection.prepareStatement(FORMING);
        this.market = new Market(seed);
    }

    /** Notes what can be read now and could not when it was looked last. */
    void look() throws SQLException {
        try (ResultSet rows = forming.executeQuery()) {
            while (rows.next()) {
                Instant open = rows.getObject("open_time", OffsetDateTime.class).toInstant();
                Instant now = rows.getObject("now", OffsetDateTime.class).toInstant();
                note(rows.getString("symbol"), open, rows.getBigDecimal("volume"), now);
            }
        }
    }

    long percentile(double percent) {
        return millis.getValueAtPercentile(percent);
    }

    private void note(String symbol, Instant open, BigDecimal volume, Instant now) {
        BigDecimal before = seen.put(symbol + open, volume);
        if (before != null && before.compareTo(volume) != 0) {
            Instant sent = open.plusMillis(passed(symbol, open, volume));
            millis.recordValue(Math.max(0, now.toEpochMilli() - sent.toEpochMilli()));
        }
    }

    /** Into the minute, when that much had been traded in it. */
    private long passed(String symbol, Instant open, BigDecimal volume) {
        Pair pair =
                Pair.find(symbol.substring(0, 3) + "/" + symbol.substring(3)).orElseThrow();
        long whole = market.reader(pair).volume(open.getEpochSecond());
        long traded = volume.movePointRight(VOLUME_DECIMALS).longValue() - 1;
        return traded * MINUTE_MILLIS / whole;
    }
}
