package dev.tickwork.runtime.jobs;

import static dev.tickwork.testservers.Await.done;
import static dev.tickwork.testservers.Await.until;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.tickwork.jobs.JobEngine;
import dev.tickwork.messages.Caller;
import dev.tickwork.messages.OperationReply;
import dev.tickwork.messages.OperationRequest;
import dev.tickwork.messages.Role;
import dev.tickwork.messages.Wire;
import dev.tickwork.runtime.replies.IdempotentReplies;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** In whose name many runs are acted on, with a real engine and a real operator. */
class BulkActorTest {
    private static final String AUDIT = """
            SELECT subject || ' ' || role || ': ' || reason AS said
              FROM job_audit
             WHERE target = $1
             ORDER BY id
            """;
    private static final String ENDED = """
            SELECT state AS said
              FROM job_history
             WHERE id = $1
            """;

    @RegisterExtension
    final Books books = new Books();

    private Actions actions;
    private JobEngine engine;

    @BeforeEach
    void open() {
        actions = new Actions(new IdempotentReplies(books.database(), books.time()));
        engine = books.engine();
        done(engine.start(new BulkActionJob(books.database(), engine.operator())));
    }

    @AfterEach
    void close() {
        done(engine.close());
    }

    @Test
    void whoever_runs_it_again_acts_and_not_whoever_asked_first() {
        String failed = books.run("FAILURE", -60).toString();
        String body = "{\"action\":\"rerun\",\"ids\":[\"" + failed + "\"],\"reason\":\"a split\"}";
        UUID first =
                run(new BulkOperations(engine, books.database(), books.time(), actions).all(), asks("jobs.bulk", body));

        UUID again = run(new RunActions(engine.operator(), actions).all(), rerunByBob(first, "{}"));
        run(new RunActions(engine.operator(), actions).all(), rerunByBob(again, "{\"reason\":\"once more\"}"));

        assertThat(said(AUDIT, failed))
                .containsExactly("anna operator: a split", "bob admin: a split", "bob admin: once more");
    }

    @CanIgnoreReturnValue
    private UUID run(Map<String, Answer> operations, Asked asked) {
        OperationReply reply = done(Future.succeededFuture()
                .compose(now -> operations.get(asked.operation()).to(asked.request())));
        UUID run = UUID.fromString(reply.body().get("run_id").textValue());
        until("it ended", () -> said(ENDED, run).equals(List.of("SUCCESS")));
        return run;
    }

    private List<String> said(String sql, Object about) {
        return books.read(tx -> tx.query(sql, row -> row.text("said"), about));
    }

    private record Asked(String operation, OperationRequest request) {}

    private static Asked asks(String operation, String body) {
        return new Asked(operation, Books.asks("{}", body));
    }

    private static Asked rerunByBob(UUID run, String body) {
        var bob = new Caller("bob", Role.ADMIN);
        var parameters = (ObjectNode) Wire.tree("{\"id\":\"" + run + "\"}");
        return new Asked("jobs.rerun", new OperationRequest(bob, parameters, Wire.tree(body), null, "any"));
    }
}
