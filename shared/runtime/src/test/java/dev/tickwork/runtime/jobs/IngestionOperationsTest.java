package dev.tickwork.runtime.jobs;

import static dev.tickwork.runtime.jobs.Books.NOON;
import static dev.tickwork.runtime.jobs.Books.asks;
import static dev.tickwork.testservers.Await.done;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class IngestionOperationsTest {
    @RegisterExtension
    final Books books = new Books();

    private IngestionOperations operations;

    @BeforeEach
    void make() {
        operations = new IngestionOperations(books.database());
    }

    @Test
    void a_fetch_is_shown_as_what_it_was_for() {
        fetch("SUCCESS", 0, "repair", "{\"candles\": 3}");

        JsonNode job = list("{\"limit\":10}").at("/items/0");

        assertThat(job.get("exchange").textValue()).isEqualTo("bitfinex");
        assertThat(job.get("symbol").textValue()).isEqualTo("BTCUSD");
        assertThat(job.get("timeframe").textValue()).isEqualTo("1h");
        assertThat(job.get("job_type").textValue()).isEqualTo("gap_repair");
        assertThat(job.get("status").textValue()).isEqualTo("success");
        assertThat(job.get("candles_fetched").intValue()).isEqualTo(3);
        assertThat(job.get("completed_at").textValue())
                .isEqualTo(NOON.plusSeconds(45).toString());
        assertThat(job.get("last_error").isNull()).isTrue();
    }

    @Test
    void what_was_stored_is_told_when_the_result_is_gone() {
        UUID run = fetch("SUCCESS", 0, "backfill", "{\"candles\": 31}");
        books.change("UPDATE job_history SET result = NULL WHERE id = $1", run);

        assertThat(list("{\"limit\":10}").at("/items/0/candles_fetched").intValue())
                .isEqualTo(30);
    }

    @Test
    void other_jobs_are_left_out() {
        books.run("SUCCESS", 0);

        assertThat(list("{\"limit\":10}").get("items")).isEmpty();
    }

    @Test
    void a_run_that_is_tried_again_says_why() {
        UUID run = books.run("STARTED", 0);
        books.change("UPDATE job_queue SET job = 'gap-detection', attempt = 2");
        books.change("INSERT INTO job_attempts VALUES ($1, 1, 'n-1', $2, $2, 'transient', 'no answer')", run, NOON);

        JsonNode job = list("{\"limit\":10}").at("/items/0");

        assertThat(job.get("job_type").textValue()).isEqualTo("gap_detection");
        assertThat(job.get("last_error").textValue()).isEqualTo("no answer");
        assertThat(job.get("symbol").isNull()).isTrue();
    }

    @Test
    void pages_go_on_behind_their_cursor_and_newest_come_first() {
        for (int second = 0; second < 5; second++) {
            fetch("SUCCESS", second, second % 2 == 0 ? "backfill" : "repair", "{}");
        }

        JsonNode first = list("{\"limit\":3}");
        JsonNode second =
                list("{\"limit\":3,\"cursor\":\"" + first.get("next_cursor").textValue() + "\"}");

        assertThat(first.get("items")).hasSize(3);
        assertThat(second.get("items")).hasSize(2);
        assertThat(second.get("next_cursor").isNull()).isTrue();
        assertThat(first.at("/items/0/started_at").textValue())
                .isEqualTo(NOON.plusSeconds(4).toString());
        assertThat(list("{\"limit\":3,\"job_type\":\"gap_repair\"}").get("items"))
                .hasSize(2);
    }

    @Test
    void candles_that_are_read_again_are_of_a_type_of_their_own() {
        books.run("STARTED", 0);
        books.change("UPDATE job_queue SET job = 'candle-reread'");
        fetch("SUCCESS", 1, "reread", "{}");
        fetch("SUCCESS", 2, "update", "{}");

        assertThat(list("{\"limit\":10,\"job_type\":\"reread\"}").get("items")).hasSize(2);
    }

    @Test
    void the_view_has_the_promised_columns_first() {
        List<String> columns = books.read(tx -> tx.query("""
                        SELECT column_name
                          FROM information_schema.columns
                         WHERE table_name = 'ingestion_jobs'
                         ORDER BY ordinal_position
                        """, row -> row.text("column_name")));

        assertThat(columns)
                .startsWith(
                        "id",
                        "exchange",
                        "symbol",
                        "timeframe",
                        "job_type",
                        "status",
                        "started_at",
                        "completed_at",
                        "candles_fetched",
                        "last_error");
    }

    @CanIgnoreReturnValue
    private UUID fetch(String state, int second, String reason, String result) {
        UUID run = books.run(state, second);
        books.change(
                "UPDATE job_history SET job = 'candle-fetch', args = jsonb_build_object('symbol', 'BTCUSD',"
                        + " 'timeframe', '1h', 'reason', $2::text), result = $3::text::jsonb WHERE id = $1",
                run,
                reason,
                result);
        return run;
    }

    private JsonNode list(String parameters) {
        return Objects.requireNonNull(
                done(operations.all().get("jobs.ingestion").to(asks(parameters, null)))
                        .body());
    }
}
