package dev.tickwork.runtime.jobs;

import static dev.tickwork.runtime.jobs.Books.NOON;
import static dev.tickwork.runtime.jobs.Books.asks;
import static dev.tickwork.testservers.Await.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tickwork.messages.ApiProblem;
import dev.tickwork.messages.OperationReply;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RunOperationsTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden");

    @RegisterExtension
    final Books books = new Books();

    private RunOperations runs;
    private BackgroundOperations background;

    @BeforeEach
    void make() {
        runs = new RunOperations(books.database(), books.time());
        background = new BackgroundOperations(books.database(), books.time());
    }

    @Test
    void a_run_is_answered_with_all_that_is_known_of_it() throws IOException {
        UUID run = books.run("SUCCESS", 0);
        books.change("UPDATE job_history SET attempt = 2, started_at = $1", NOON.plusSeconds(30));
        books.change(
                "INSERT INTO job_attempts VALUES ($1, 1, 'n-1', $2, $3, 'transient', 'no answer')",
                run,
                NOON,
                NOON.plusSeconds(2));
        books.change("INSERT INTO job_log VALUES ($1, 2, 0, $2, 'INFO', 'all is stored')", run, NOON.plusSeconds(40));
        books.change(
                "INSERT INTO job_audit (at, subject, role, action, target, reason) VALUES ($1, 'bert', 'operator',"
                        + " 'run.retry', $2, 'at once')",
                NOON.plusSeconds(20),
                run.toString());

        assertThat(body("jobs.get", "{\"id\":\"" + run + "\"}")).isEqualTo(golden("jobs.get"));
    }

    @Test
    void lists_are_answered_as_callers_read_them() throws IOException {
        books.run("FAILURE", 0);
        UUID started = books.run("STARTED", 60);
        books.change(
                "INSERT INTO job_progress VALUES ($1, 1, 1, 2, 'asking', '[]', $2, $3)",
                started,
                NOON,
                NOON.plusSeconds(10));

        assertThat(body("jobs.list", "{\"state\":[\"failure\",\"started\"],\"job\":\"DailyPriceJob\",\"limit\":10}"))
                .isEqualTo(golden("jobs.list"));
    }

    @Test
    void a_page_goes_on_behind_its_cursor() {
        books.run("SUCCESS", 0);
        UUID newer = books.run("SUCCESS", 1);

        JsonNode first = json(ask("jobs.list", "{\"limit\":1}"));
        JsonNode second = json(ask("jobs.list", "{\"limit\":1,\"cursor\":\"" + newer + "\"}"));

        assertThat(first.get("next_cursor").textValue()).isEqualTo(newer.toString());
        assertThat(second.get("items")).hasSize(1);
        assertThat(second.get("next_cursor").isNull()).isTrue();
    }

    @Test
    void what_cannot_be_meant_is_named() {
        assertThatThrownBy(() -> ask("jobs.list", "{\"limit\":1,\"cursor\":\"nonsense\"}"))
                .isInstanceOfSatisfying(ApiProblem.class, problem -> assertThat(problem.invalid())
                        .extracting(ApiProblem.Invalid::field)
                        .containsExactly("cursor"));
        assertThatThrownBy(() -> ask(
                        "jobs.list",
                        "{\"limit\":1,\"since\":\"2026-01-02T00:00:00Z\",\"until\":\"2026-01-01T00:00:00Z\"}"))
                .hasMessageStartingWith("invalid");
    }

    @Test
    void an_unknown_run_is_not_found() {
        String nobody = "{\"id\":\"" + UUID.randomUUID() + "\",\"limit\":1}";

        assertThatThrownBy(() -> ask("jobs.get", nobody)).hasMessageStartingWith("not_found");
        assertThatThrownBy(() -> ask("jobs.log", nobody)).hasMessageStartingWith("not_found");
        assertThatThrownBy(() -> ask("jobs.children", nobody)).hasMessageStartingWith("not_found");
        assertThatThrownBy(() -> done(background
                        .all()
                        .get("background.status")
                        .to(asks("{\"task_id\":\"" + UUID.randomUUID() + "\"}", null))))
                .hasMessageStartingWith("not_found");
    }

    @Test
    void a_run_that_failed_names_its_last_attempt_and_tells_its_end_once() {
        JsonNode run = json(ask("jobs.get", "{\"id\":\"" + books.run("FAILURE", 0) + "\"}"));

        assertThat(run.at("/attempts/0/error").textValue()).isEqualTo("no answer");
        assertThat(run.get("attempts")).hasSize(1);
        assertThat(run.get("timeline").findValuesAsText("event")).containsExactly("enqueued", "started", "failure");
    }

    @Test
    void a_log_is_read_on_from_its_cursor() {
        UUID run = books.run("STARTED", 0);
        String question = "{\"id\":\"" + run + "\",\"limit\":10,\"cursor\":\"%s\"}";
        books.change(
                "INSERT INTO job_log VALUES ($1, 1, 0, $2, 'INFO', 'one'), ($1, 1, 1, $2, 'WARN', 'two')", run, NOON);

        JsonNode page = json(ask("jobs.log", question.formatted("1.0")));
        JsonNode end =
                json(ask("jobs.log", question.formatted(page.get("next_cursor").textValue())));

        assertThat(page.get("lines")).hasSize(1);
        assertThat(page.at("/lines/0/message").textValue()).isEqualTo("two");
        assertThat(page.get("next_cursor").textValue()).isEqualTo("1.1");
        assertThat(end.get("lines")).isEmpty();
        assertThat(end.get("next_cursor").textValue()).isEqualTo("1.1");
    }

    @Test
    void counts_are_answered_for_every_queue() throws IOException {
        books.run("STARTED", 0);
        books.run("PENDING", 1);
        books.run("SUCCESS", 2);

        assertThat(body("jobs.counts", "{}")).isEqualTo(golden("jobs.counts"));
    }

    @Test
    void a_task_has_the_shape_that_the_documents_give_it() throws IOException {
        UUID run = books.run("SUCCESS", 0);

        String answer =
                Books.body(background.all().get("background.status").to(asks("{\"task_id\":\"" + run + "\"}", null)));

        assertThat(answer).isEqualTo(golden("background.status"));
    }

    @Test
    void active_tasks_are_listed_by_node_and_what_waits_by_queue() throws IOException {
        books.run("STARTED", 0);
        books.run("PENDING", -1);
        books.run("PENDING", 60);

        assertThat(Books.body(background.all().get("background.active").to(asks("{}", null))))
                .isEqualTo(golden("background.active"));
    }

    @Test
    void without_a_living_worker_that_is_said() {
        books.time().advance(Duration.ofSeconds(16));

        JsonNode answer = json(done(background.all().get("background.active").to(asks("{}", null))));

        assertThat(answer.get("error").textValue()).isEqualTo("no workers");
    }

    private String body(String operation, String parameters) {
        return Books.body(runs.all().get(operation).to(asks(parameters, null)));
    }

    private OperationReply ask(String operation, String parameters) {
        Future<OperationReply> answer = Future.succeededFuture()
                .compose(now -> runs.all().get(operation).to(asks(parameters, null)));
        return done(answer);
    }

    private static JsonNode json(OperationReply reply) {
        return Objects.requireNonNull(reply.body());
    }

    private static String golden(String name) throws IOException {
        return Files.readString(GOLDEN.resolve(name + ".json")).strip();
    }
}
