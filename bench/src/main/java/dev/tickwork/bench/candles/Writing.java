package dev.tickwork.bench.candles;

import dev.tickwork.bench.jobs.PostgresAddress;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.postgresql.PGConnection;

/** Candles into a table by Postgres' own means. */
final class Writing implements AutoCloseable {
    private static final String COPY = """
            COPY candles (series_id, timeframe, open_time, open, high, low, close, volume, is_final, seen_at, batch_id)
            FROM STDIN
            """;

    private static final String INSTRUMENTS = """
            INSERT INTO instruments (symbol, class, name, base, quote, price_scale)
            SELECT 'MADE' || i, 'CRYPTO', 'made up', 'MADE' || i, 'USD', 2
              FROM generate_series(1, ?) AS i
            """;

    private static final String PARTS = """
            SELECT make_candle_part('1m', month, month + interval '1 month')
              FROM generate_series(timestamptz '2026-01-01T00:00Z', '2026-06-01T00:00Z', '1 month') AS month
            """;

    private static final String EMPTY = """
            TRUNCATE candles, candle_revisions, candle_quarantine, ingest_batches
            """;

    private final Connection connection;

    Writing(PostgresAddress address) throws SQLException {
        this.connection = DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password());
        try (var utc = connection.createStatement()) {
            utc.execute("SET timezone = 'UTC'");
        }
    }

    /** So many instruments to have candles of. */
    void addInstruments(int many) throws SQLException {
        try (var insert = connection.prepareStatement(INSTRUMENTS)) {
            insert.setInt(1, many);
            insert.executeUpdate();
        }
        execute(PARTS);
    }

    /**
     * As after a start, and with nothing left to be written to disk. Nobody has looked through an empty table then: to a
     * planner to whom somebody said so it stays empty for a minute, whatever comes.
     */
    void empty() throws SQLException {
        execute(EMPTY);
        execute("CHECKPOINT");
    }

    /** What was written is on disk, and known to the planner. */
    void settle() throws SQLException {
        execute("VACUUM ANALYZE candles");
        execute("CHECKPOINT");
    }

    /** Rows a second; the texts are made before the clock starts. */
    double copy(List<MadeCandles> made) throws SQLException, IOException {
        List<byte[]> texts = made.stream().map(MadeCandles::asText).toList();
        long begin = System.nanoTime();
        long rows = 0;
        for (byte[] text : texts) {
            rows += connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn(COPY, new ByteArrayInputStream(text), 1 << 16);
        }
        return rows * (double) TimeUnit.SECONDS.toNanos(1) / (System.nanoTime() - begin);
    }

    private void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
