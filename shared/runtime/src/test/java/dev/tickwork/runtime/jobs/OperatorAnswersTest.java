package dev.tickwork.runtime.jobs;

import static dev.tickwork.runtime.jobs.Books.asks;
import static dev.tickwork.testservers.Await.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.tickwork.jobs.JobOperator.Cancelled;
import dev.tickwork.jobs.JobOperator.NotNow;
import dev.tickwork.jobs.JobOperator.NotThere;
import dev.tickwork.messages.ApiProblem;
import dev.tickwork.messages.OperationReply;
import dev.tickwork.messages.OperationRequest;
import dev.tickwork.runtime.replies.IdempotentReplies;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class OperatorAnswersTest {
    private static final String WHY = "By[subject=anna, role=operator, reason=why]";
    private static final String REASON = "{\"reason\":\"why\"}";
    private static final String SCHEDULE = """
            INSERT INTO job_schedules (name, job, alias, queue, every_ms, effective_ms, next_fire_at, verticle, version,
                                       heartbeat_url)
            VALUES ('prices', 'daily-prices', 'DailyPriceJob', 'high_priority', 5000, 5000, $1, 'price-fetcher', 3,
                    'https://hc.example.com/secret')
            """;

    @RegisterExtension
    final Books books = new Books();

    private final FakeOperator operator = new FakeOperator();
    private final Map<String, Answer> answers = new HashMap<>();

    @BeforeEach
    void make() {
        var replies = new IdempotentReplies(books.database(), books.time());
        var actions = new Actions(replies);
        answers.putAll(new RunActions(operator, actions).all());
        answers.putAll(new DefinitionOperations(books.database(), books.time(), operator, actions).all());
        var parts = new JobParts(null, books.database(), books.time(), replies, address -> false);
        answers.putAll(new ScheduleOperations(operator, parts, actions).all());
        answers.putAll(new QueueOperations(books.database(), books.time(), operator, actions).all());
        books.change(SCHEDULE, Books.NOON.plusSeconds(5));
    }

    @Test
    void a_waiting_run_that_is_tried_again_is_the_same_run() {
        UUID run = books.run("PENDING", 0);

        JsonNode answer = body(ask("jobs.retry", id(run), REASON));

        assertThat(operator.told).containsExactly("retry " + run + " " + WHY);
        assertThat(answer).hasToString("{\"run_id\":\"" + run + "\",\"state\":\"pending\",\"is_new\":false}");
    }

    @Test
    void a_repeated_wish_reaches_the_engine_once() {
        UUID run = books.run("SUCCESS", 0);

        OperationReply first = ask("jobs.rerun", asks(id(run), REASON, "key"));
        OperationReply second = ask("jobs.rerun", asks(id(run), REASON, "key"));

        assertThat(operator.told).hasSize(1);
        assertThat(second.body()).isEqualTo(first.body());
    }

    @Test
    void a_run_that_goes_on_is_asked_to_stop_and_one_that_is_over_stays() {
        UUID run = books.run("STARTED", 0);

        JsonNode asked = body(ask("background.cancel", "{\"task_id\":\"" + run + "\",\"reason\":\"why\"}", null));
        operator.cancelled = Cancelled.REVOKED;
        JsonNode revoked = body(ask("jobs.cancel", id(run), REASON));
        operator.cancelled = Cancelled.OVER;

        assertThat(asked.get("status").textValue()).isEqualTo("started");
        assertThat(asked.get("message").textValue()).isEqualTo("Task asked to stop");
        assertThat(revoked.get("state").textValue()).isEqualTo("revoked");
        assertThatThrownBy(() -> ask("jobs.cancel", id(run), REASON)).hasMessageStartingWith("already_over");
        assertThat(operator.told).allMatch(told -> told.endsWith(WHY));
    }

    @Test
    void what_every_process_has_belongs_to_no_verticle() {
        books.change("UPDATE job_schedules SET verticle = ''");
        books.change("UPDATE jobs SET verticle = ''");

        JsonNode schedules = body(ask("schedules.list", "{}", null));
        JsonNode definitions = body(ask("definitions.list", "{}", null));

        assertThat(schedules.at("/schedules/0/verticle").isNull()).isTrue();
        assertThat(definitions.at("/definitions/0/verticle").isNull()).isTrue();
    }

    @Test
    void what_is_not_there_is_404_and_what_cannot_be_done_409() {
        operator.refusal = new NotThere("there is no such run");
        assertThatThrownBy(() -> ask("jobs.retry", id(UUID.randomUUID()), REASON))
                .isInstanceOfSatisfying(ApiProblem.class, problem -> assertThat(problem.status())
                        .isEqualTo(404));

        operator.refusal = new NotNow("it runs");
        assertThatThrownBy(() -> ask("jobs.retry", id(UUID.randomUUID()), REASON))
                .isInstanceOfSatisfying(ApiProblem.class, problem -> assertThat(problem.status())
                        .isEqualTo(409));
    }

    @Test
    void jobs_are_paused_resumed_and_limited_by_any_of_their_names() {
        ask(
                "definitions.pause",
                "{\"job\":\"DailyPriceJob\"}",
                "{\"reason\":\"why\",\"until\":\"2026-03-03T00:00:00Z\"}");
        ask("definitions.resume", "{\"job\":\"daily-prices\"}", REASON);
        JsonNode shown = body(
                ask("definitions.change", "{\"job\":\"daily-prices\"}", "{\"cluster_limit\":2,\"reason\":\"why\"}"));

        assertThat(operator.told)
                .containsExactly(
                        "pause daily-prices 2026-03-03T00:00:00Z " + WHY,
                        "resume daily-prices " + WHY,
                        "limit daily-prices 2 " + WHY);
        assertThat(shown.get("job").textValue()).isEqualTo("daily-prices");
        assertThat(shown.get("nodes").get(0).textValue()).isEqualTo("tickwork-1");
        assertThatThrownBy(() -> ask("definitions.pause", "{\"job\":\"nothing\"}", REASON))
                .hasMessageStartingWith("not_found");
    }

    @Test
    void a_pause_that_would_be_over_is_refused() {
        assertThatThrownBy(() -> ask(
                        "queues.pause",
                        "{\"name\":\"default\"}",
                        "{\"reason\":\"why\",\"until\":\"2026-03-02T12:00:00Z\"}"))
                .isInstanceOfSatisfying(
                        ApiProblem.class,
                        problem -> assertThat(problem.invalid().get(0).field()).isEqualTo("/until"));
    }

    @Test
    void a_limit_that_is_not_named_stays() {
        books.change("UPDATE job_queues SET node_limit = 4, cluster_limit = 8 WHERE name = 'default'");

        ask("queues.change", "{\"name\":\"default\"}", "{\"node_limit\":null,\"reason\":\"why\"}");

        assertThat(operator.told).containsExactly("limit default null 8 " + WHY);
    }

    @Test
    void a_schedule_is_shown_without_what_is_secret_in_it() {
        JsonNode schedule = body(ask("schedules.get", "{\"name\":\"prices\"}", null));

        assertThat(schedule.get("in_words").textValue()).isEqualTo("every 5 s");
        assertThat(schedule.get("heartbeat_url").textValue()).isEqualTo("https://hc.example.com/…");
        assertThat(schedule.get("is_changed").booleanValue()).isFalse();
        assertThat(schedule.at("/release/every_ms").longValue()).isEqualTo(5000);
    }

    @Test
    void a_schedule_is_changed_only_by_who_saw_its_last_version() {
        String wish = "{\"version\":%d,\"cron\":\"30 2 * * *\",\"zone\":\"Europe/London\",\"reason\":\"why\"}";

        assertThatThrownBy(() -> ask("schedules.change", "{\"name\":\"prices\"}", wish.formatted(2)))
                .hasMessageStartingWith("version_changed");
        ask("schedules.change", "{\"name\":\"prices\"}", wish.formatted(3));

        assertThat(operator.told)
                .containsExactly(
                        "change prices ScheduleWish[every=null, cron=30 2 * * *, zone=Europe/London, overlap=null,"
                                + " misfire=null, heartbeatUrl=https://hc.example.com/secret] 3 " + WHY);
    }

    @Test
    void a_preview_shows_what_a_change_of_the_clocks_does() {
        books.time().moveTo(Instant.parse("2026-03-28T12:00:00Z"));

        JsonNode preview = body(ask(
                "schedules.preview",
                "{\"name\":\"prices\",\"count\":2,\"cron\":\"30 1 * * *\",\"zone\":\"Europe/London\"}",
                null));

        assertThat(preview.at("/fires/0/at").textValue()).isEqualTo("2026-03-29T01:00:00Z");
        assertThat(preview.at("/fires/0/mark").textValue()).isEqualTo("moved");
        assertThat(preview.at("/fires/1/mark").isNull()).isTrue();
    }

    @Test
    void an_interval_is_previewed_from_its_next_fire() {
        JsonNode preview = body(ask("schedules.preview", "{\"name\":\"prices\",\"count\":2}", null));

        assertThat(preview.get("fires").findValuesAsText("at"))
                .containsExactly("2026-03-02T12:00:05Z", "2026-03-02T12:00:10Z");
    }

    @CanIgnoreReturnValue
    private OperationReply ask(String operation, String parameters, String body) {
        return ask(operation, asks(parameters, body));
    }

    private OperationReply ask(String operation, OperationRequest request) {
        return done(
                Future.succeededFuture().compose(now -> answers.get(operation).to(request)));
    }

    private static String id(UUID run) {
        return "{\"id\":\"" + run + "\"}";
    }

    private static JsonNode body(OperationReply reply) {
        return Objects.requireNonNull(reply.body());
    }
}
