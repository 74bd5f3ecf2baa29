package dev.tickwork.processes;

import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What is written in a database: the runs that fetch prices, and the prices. Asks it directly. */
record Ledger(String url) {
    private static final String RUNS = """
            SELECT id, fire_at, state, node, started_at, finished_at, rows_written, items_failed, skipped, result,
                   error_class, error
              FROM job_runs
             WHERE job = 'price-fetch'
             ORDER BY run_at
            """;
    private static final String QUOTES = """
            SELECT symbol, as_of, received_at, price, run_id
              FROM quotes_history
             ORDER BY as_of, symbol
            """;
    private static final String LIVING_NODES = """
            SELECT id
              FROM worker_nodes
             WHERE stopped_at IS NULL
               AND seen_at > now() - interval '15 s'
               AND jobs ?? 'price-fetch'
            """;

    /** One run. Texts are empty, and so is the result, when there is none. */
    record Run(
            String id,
            Instant fireAt,
            String state,
            String node,
            Instant startedAt,
            @Nullable Instant finishedAt,
            int rowsWritten,
            int itemsFailed,
            String skipped,
            JsonObject result,
            String errorClass,
            String error) {
        boolean is(String wished) {
            return state.equals(wished);
        }
    }

    /** One price as it is stored. */
    record Price(String symbol, Instant asOf, Instant receivedAt, BigDecimal price, String runId) {}

    /** Oldest fire first. */
    List<Run> runs() throws SQLException {
        return new Tables(url).all(RUNS, Ledger::run);
    }

    /** The runs that ended after a moment. */
    List<Run> endedSince(Instant moment) throws SQLException {
        return runs().stream()
                .filter(run -> run.finishedAt() != null && run.finishedAt().isAfter(moment))
                .toList();
    }

    /** Oldest first. */
    List<Price> prices() throws SQLException {
        return new Tables(url).all(QUOTES, Ledger::price);
    }

    /** The living nodes that fetch prices: seen lately, and not gone in order. */
    List<String> livingFetchers() throws SQLException {
        return new Tables(url).all(LIVING_NODES, row -> row.getString("id"));
    }

    private static Run run(ResultSet row) throws SQLException {
        return new Run(
                row.getString("id"),
                Objects.requireNonNull(moment(row, "fire_at")),
                row.getString("state"),
                text(row, "node"),
                Objects.requireNonNull(moment(row, "started_at")),
                moment(row, "finished_at"),
                row.getInt("rows_written"),
                row.getInt("items_failed"),
                text(row, "skipped"),
                new JsonObject(row.getString("result") == null ? "{}" : row.getString("result")),
                text(row, "error_class"),
                text(row, "error"));
    }

    private static Price price(ResultSet row) throws SQLException {
        return new Price(
                row.getString("symbol"),
                Objects.requireNonNull(moment(row, "as_of")),
                Objects.requireNonNull(moment(row, "received_at")),
                row.getBigDecimal("price"),
                row.getString("run_id"));
    }

    private static String text(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNullElse(row.getString(column), "");
    }

    private static @Nullable Instant moment(ResultSet row, String column) throws SQLException {
        OffsetDateTime moment = row.getObject(column, OffsetDateTime.class);
        return moment == null ? null : moment.toInstant();
    }
}
