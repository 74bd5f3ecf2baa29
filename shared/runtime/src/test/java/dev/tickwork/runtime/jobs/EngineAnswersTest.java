package dev.tickwork.runtime.jobs;

import static dev.tickwork.runtime.jobs.Books.asks;
import static dev.tickwork.testservers.Await.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.tickwork.jobs.JobEngine;
import dev.tickwork.messages.ApiProblem;
import dev.tickwork.messages.OperationReply;
import dev.tickwork.postgres.DatabaseError;
import dev.tickwork.runtime.replies.IdempotentReplies;
import dev.tickwork.testservers.Await;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.assertj.core.api.ThrowingConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Operations that ask the engine for runs, with a real engine. */
class EngineAnswersTest {
    private static final String FAILED = "{\"state\":[\"failure\"],\"job\":\"DailyPriceJob\"}";

    @RegisterExtension
    final Books books = new Books();

    private final FakeOperator operator = new FakeOperator();
    private final Map<String, Answer> answers = new HashMap<>();
    private JobEngine engine;

    @BeforeEach
    void open() {
        engine = books.engine();
        done(engine.start(new BulkActionJob(books.database(), operator)));
        var actions = new Actions(new IdempotentReplies(books.database(), books.time()));
        answers.putAll(new BulkOperations(engine, books.database(), books.time(), actions).all());
        answers.putAll(new RunsByHand(engine, actions, books.time()).all());
        var replies = new IdempotentReplies(books.database(), books.time());
        answers.putAll(new CleanupOperations(new BackgroundTasks(engine, replies)).all());
    }

    @AfterEach
    void close() {
        done(engine.close());
    }

    @Test
    void a_preview_counts_and_does_nothing() {
        UUID failed = books.run("FAILURE", -10);
        books.run("SUCCESS", -9);

        JsonNode preview = body(bulk("rerun", FAILED, "\"preview\":true"));

        assertThat(preview.get("count").longValue()).isEqualTo(1);
        assertThat(preview.get("is_exact").booleanValue()).isTrue();
        assertThat(preview.at("/sample/0/id").textValue()).isEqualTo(failed.toString());
        assertThat(operator.told).isEmpty();
    }

    @Test
    void a_run_does_it_to_each_that_the_filter_finds() {
        UUID failed = books.run("FAILURE", -10);
        UUID another = books.run("FAILURE", -9);
        books.run("SUCCESS", -8);
        books.run("FAILURE", 8);

        JsonNode accepted = body(bulk("rerun", FAILED, "\"reason\":\"why\",\"expected\":2"));
        JsonNode result = ended(UUID.fromString(accepted.get("run_id").textValue()));

        String why = " By[subject=anna, role=operator, reason=why]";
        assertThat(operator.told).containsExactly("rerun " + failed + why, "rerun " + another + why);
        assertThat(result).hasToString("{\"done\":2,\"left_out\":0}");
    }

    @Test
    void a_filter_that_finds_far_more_than_before_is_looked_at_again() {
        for (int second = 0; second < 12; second++) {
            books.run("FAILURE", second - 100);
        }

        assertThatThrownBy(() -> bulk("rerun", FAILED, "\"reason\":\"why\",\"expected\":1"))
                .hasMessageStartingWith("count_changed");
        assertThat(body(bulk("rerun", FAILED, "\"reason\":\"why\",\"expected\":2"))
                        .get("is_new")
                        .booleanValue())
                .isTrue();
    }

    @Test
    void what_postgres_gave_up_in_favour_of_others_is_done_again() {
        UUID failed = books.run("FAILURE", -10);
        operator.refusedOnce = new DatabaseError("40P01", null, "deadlock detected", null);

        JsonNode accepted = body(bulk("retry", FAILED, "\"reason\":\"why\""));
        JsonNode result = ended(UUID.fromString(accepted.get("run_id").textValue()));

        assertThat(result).hasToString("{\"done\":1,\"left_out\":0}");
        assertThat(operator.told).hasSize(1).allMatch(told -> told.startsWith("retry " + failed));
    }

    @Test
    void runs_that_are_named_are_acted_on_as_far_as_they_can_be_meant() {
        UUID failed = books.run("FAILURE", -10);
        UUID revoked = books.run("REVOKED", -9);
        UUID succeeded = books.run("SUCCESS", -8);
        String ids = "\"ids\":[\"%s\",\"%s\",\"%s\",\"%s\",\"%s\"]"
                .formatted(failed, revoked, succeeded, failed, new UUID(7, 7));

        JsonNode preview = body(bulk("{\"action\":\"retry\"," + ids + ",\"preview\":true}"));
        JsonNode accepted = body(bulk("{\"action\":\"retry\"," + ids + ",\"reason\":\"why\",\"expected\":2}"));
        JsonNode result = ended(UUID.fromString(accepted.get("run_id").textValue()));

        String why = " By[subject=anna, role=operator, reason=why]";
        assertThat(preview.get("count").longValue()).isEqualTo(2);
        assertThat(preview.get("sample")).hasSize(2);
        assertThat(operator.told).containsExactly("retry " + failed + why, "retry " + revoked + why);
        assertThat(result).hasToString("{\"done\":2,\"left_out\":0}");
    }

    @Test
    void what_failed_is_tried_again_but_what_was_called_off_only_when_that_is_said() {
        UUID failed = books.run("FAILURE", -10);
        books.run("REVOKED", -9);
        UUID waiting = books.run("PENDING", -8);
        UUID behindAnother = books.run("PENDING", -7);
        books.change("UPDATE job_queue SET waits = true, is_ready = false WHERE id = $1", behindAnother);
        books.change(
                "UPDATE job_queue SET run_at = $2, is_ready = false WHERE id = $1",
                waiting,
                Books.NOON.plusSeconds(60));

        JsonNode preview = body(bulk("retry", "{}", "\"preview\":true"));
        JsonNode accepted = body(bulk("retry", "{}", "\"reason\":\"why\""));
        ended(UUID.fromString(accepted.get("run_id").textValue()));

        String why = " By[subject=anna, role=operator, reason=why]";
        assertThat(preview.get("count").longValue()).isEqualTo(2);
        assertThat(operator.told).containsExactly("retry " + failed + why, "retry " + waiting + why);
        assertThat(body(bulk("retry", "{\"state\":[\"revoked\"]}", "\"preview\":true"))
                        .get("count")
                        .longValue())
                .isEqualTo(1);
    }

    @Test
    void either_a_filter_or_ids_are_needed() {
        String id = "[\"" + new UUID(7, 7) + "\"]";

        assertThatThrownBy(() -> bulk("{\"action\":\"retry\",\"preview\":true}"))
                .satisfies(names("/filter"));
        assertThatThrownBy(() -> bulk("{\"action\":\"retry\",\"filter\":{},\"ids\":" + id + ",\"preview\":true}"))
                .satisfies(names("/filter"));
    }

    @Test
    void an_action_is_meant_for_runs_of_some_states_and_needs_a_reason() {
        assertThatThrownBy(() -> bulk("cancel", FAILED, "\"reason\":\"why\"")).satisfies(names("/filter/state"));
        assertThatThrownBy(() -> bulk("rerun", FAILED, "\"expected\":1")).satisfies(names("/reason"));
    }

    @Test
    void a_run_by_hand_takes_what_its_job_takes() {
        JsonNode accepted = body(run("{\"arguments\":{\"mode\":\"full\"},\"priority\":5,\"reason\":\"why\"}"));

        List<String> queued = books.read(tx -> tx.query(
                "SELECT args::text || priority AS stored FROM job_queue WHERE id = $1",
                row -> row.text("stored"),
                UUID.fromString(accepted.get("run_id").textValue())));
        assertThat(queued).containsExactly("{\"mode\": \"full\"}5");
        assertThat(actions()).containsExactly("job.run daily-prices why");
        assertThatThrownBy(() -> run("{\"arguments\":{\"mood\":\"full\"}}")).satisfies(names("/arguments/mood"));
        assertThatThrownBy(() -> done(answers.get("definitions.run").to(asks("{\"job\":\"nothing\"}", "{}"))))
                .hasMessageStartingWith("not_found");
    }

    @Test
    void arguments_that_are_too_large_are_told_at_once() {
        String many = "\"AAPL\",".repeat(10_000) + "\"MSFT\"";

        assertThatThrownBy(() -> run("{\"arguments\":{\"symbols\":[" + many + "]}}"))
                .isInstanceOfSatisfying(ApiProblem.class, problem -> assertThat(problem.invalid())
                        .containsExactly(new ApiProblem.Invalid(
                                "/arguments", "arguments must not be larger than 65536 bytes but are 70020")));
    }

    @Test
    void many_runs_are_not_acted_on_by_hand_for_nobody_would_have_seen_how_many() {
        String wish = "{\"arguments\":{\"action\":\"cancel\",\"filter\":{},\"role\":\"admin\",\"reason\":\"x\"}}";

        assertThatThrownBy(() -> done(answers.get("definitions.run").to(asks("{\"job\":\"bulk-action\"}", wish))))
                .hasMessageStartingWith("not_by_hand");
    }

    @Test
    void a_cleanup_is_queued_once_and_needs_somebody_who_does_it() {
        assertThatThrownBy(() -> cleanup("{\"older_than_days\":0}")).satisfies(names("/older_than_days"));
        assertThatThrownBy(() -> cleanup("{\"older_than_days\":365}")).hasMessageStartingWith("not_deployed");
        books.change("INSERT INTO jobs (name, alias, aliases, queue, verticle, lost_attempts, definition)"
                + " VALUES ('cleanup', 'cleanup', '{}', 'low_priority', 'runtime', 1, '{}')");

        JsonNode first = body(cleanup("{\"older_than_days\":365,\"dry_run\":true}"));
        JsonNode second = body(cleanup("{\"older_than_days\":365,\"dry_run\":true}"));
        JsonNode other = body(cleanup("{\"older_than_days\":365}"));

        assertThat(first.get("status").textValue()).isEqualTo("pending");
        assertThat(first.get("message").textValue()).isEqualTo("Cleanup task queued");
        assertThat(second.get("task_id")).isEqualTo(first.get("task_id"));
        assertThat(second.get("message").textValue()).isEqualTo("Cleanup task was queued before");
        assertThat(other.get("task_id")).isNotEqualTo(first.get("task_id"));
    }

    private OperationReply cleanup(String body) {
        return done(Future.succeededFuture()
                .compose(now -> answers.get("background.cleanup").to(asks("{}", body))));
    }

    private OperationReply run(String body) {
        return done(Future.succeededFuture()
                .compose(now -> answers.get("definitions.run").to(asks("{\"job\":\"daily-prices\"}", body))));
    }

    private OperationReply bulk(String action, String filter, String more) {
        return bulk("{\"action\":\"" + action + "\",\"filter\":" + filter + "," + more + "}");
    }

    private OperationReply bulk(String body) {
        return done(
                Future.succeededFuture().compose(now -> answers.get("jobs.bulk").to(asks("{}", body))));
    }

    private List<String> actions() {
        return books.read(tx -> tx.query(
                "SELECT action || ' ' || target || ' ' || reason AS done FROM job_audit", row -> row.text("done")));
    }

    @CanIgnoreReturnValue
    private JsonNode ended(UUID run) {
        Await.until("the run ended", () -> shown(run).get("state").textValue().equals("success"));
        return shown(run).get("result");
    }

    private JsonNode shown(UUID run) {
        var runs = new RunOperations(books.database(), books.time()).all();
        return body(done(runs.get("jobs.get").to(asks("{\"id\":\"" + run + "\"}", null))));
    }

    private static ThrowingConsumer<Throwable> names(String field) {
        return problem -> assertThat(((ApiProblem) problem).invalid())
                .extracting(ApiProblem.Invalid::field)
                .containsExactly(field);
    }

    private static JsonNode body(OperationReply reply) {
        return Objects.requireNonNull(reply.body());
    }
}
