package dev.tickwork.runtime.jobs;

import static dev.tickwork.runtime.jobs.Books.asks;
import static dev.tickwork.testservers.Await.done;
import static dev.tickwork.testservers.Await.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tickwork.jobs.JobEngine;
import dev.tickwork.runtime.replies.IdempotentReplies;
import io.vertx.core.Future;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Calls many runs off, with a real engine and a real operator. */
class BulkCancelTest {
    private static final String PARENT = """
            UPDATE job_queue
               SET waits = true, is_ready = false, started_at = $2, open_children = 3
             WHERE id = $1
            """;
    private static final String CHILD = """
            UPDATE job_queue
               SET parent = $2, is_awaited = true, is_ready = false, run_at = $3
             WHERE id = $1
            """;
    private static final String RESULT = """
            SELECT result::text AS result
              FROM job_history
             WHERE job = 'bulk-action'
            """;
    private static final String STATES = """
            SELECT state
              FROM job_runs
             WHERE job = 'daily-prices'
            """;
    private static final String INCIDENTS = """
            SELECT job
              FROM job_incidents
            """;

    @RegisterExtension
    final Books books = new Books();

    private JobEngine engine;

    @BeforeEach
    void open() {
        engine = books.engine();
        done(engine.start(new BulkActionJob(books.database(), engine.operator())));
    }

    @AfterEach
    void close() {
        done(engine.close());
    }

    @Test
    void children_go_with_their_parents_and_count_as_the_preview_counted_them() {
        UUID parent = books.run("PENDING", -60);
        books.change(PARENT, parent, Books.NOON);
        for (int child = 0; child < 3; child++) {
            books.change(CHILD, books.run("PENDING", child - 50), parent, Books.NOON.plusSeconds(600));
        }

        String preview = bulk("\"preview\":true");
        String accepted = bulk("\"reason\":\"why\",\"expected\":4");
        until("it ended", () -> !said(RESULT, "result").isEmpty());

        assertThat(preview).contains("\"count\" : 4");
        assertThat(accepted).contains("pending");
        assertThat(said(RESULT, "result")).containsExactly("{\"done\": 4, \"left_out\": 0}");
        assertThat(said(STATES, "state")).hasSize(4).containsOnly("REVOKED");
        assertThat(said(INCIDENTS, "job")).isEmpty();
    }

    private String bulk(String more) {
        var actions = new Actions(new IdempotentReplies(books.database(), books.time()));
        var operations = new BulkOperations(engine, books.database(), books.time(), actions).all();
        String body = "{\"action\":\"cancel\",\"filter\":{\"job\":\"daily-prices\"}," + more + "}";
        return Books.body(Future.succeededFuture()
                .compose(now -> operations.get("jobs.bulk").to(asks("{}", body))));
    }

    private List<String> said(String sql, String column) {
        return books.read(tx -> tx.query(sql, row -> row.text(column)));
    }
}
