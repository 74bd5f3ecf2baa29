package dev.tickwork.jobs.engine;

import static dev.tickwork.jobs.engine.Scene.NOON;
import static dev.tickwork.testservers.Await.done;
import static dev.tickwork.testservers.Await.until;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.tickwork.domain.Fault;
import dev.tickwork.jobs.JobOutcome;
import dev.tickwork.jobs.LogLine.Level;
import dev.tickwork.jobs.Origin;
import dev.tickwork.jobs.RetryPolicy;
import dev.tickwork.jobs.RetryRule;
import dev.tickwork.jobs.RunContext;
import dev.tickwork.jobs.RunRequest;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class JournalTest {
    private static final String PROGRESS = """
            SELECT concat_ws(' ', done, total, message, items::text) AS said
              FROM job_progress
            """;
    private static final String LINES = """
            SELECT concat_ws(' ', line, level, message) AS said
              FROM job_log
             ORDER BY claim, line
            """;
    private static final String RESULTS = """
            SELECT had_result || ' ' || (result IS NULL) AS said
              FROM job_history
            """;
    private static final String TRACES = """
            SELECT (SELECT count(*) FROM job_attempts) || ' ' || (SELECT count(*) FROM job_log) || ' '
                   || (SELECT count(*) FROM job_progress) || ' ' || (SELECT count(*) FROM job_history) AS said
            """;

    @RegisterExtension
    final Scene scene = new Scene();

    private final Promise<JobOutcome> slow = Promise.promise();

    @Test
    void progress_is_written_once_a_second_however_often_it_is_said() {
        RunContext run = running(context -> slow.future());

        IntStream.rangeClosed(1, 100).forEach(done -> run.progress(done, 200L, "fetched " + done));
        List<String> before = scene.ledger().said(PROGRESS);
        scene.time().advance(Duration.ofSeconds(1));
        until("it is written", () -> scene.ledger().said(PROGRESS).equals(List.of("100 200 fetched 100 []")));

        assertThat(before).isEmpty();
    }

    @Test
    void the_last_items_and_lines_are_kept_without_secrets() {
        RunContext run = running(context -> slow.future());

        run.item("XAUUSD", null);
        run.item("XAGUSD", "refused with s3cret");
        run.log(Level.WARN, "asked with s3cret");
        scene.time().advance(Duration.ofSeconds(1));
        until("it is written", () -> !scene.ledger().said(PROGRESS).isEmpty());

        assertThat(scene.ledger().said(PROGRESS).get(0)).contains("XAUUSD", "refused with ***");
        assertThat(scene.ledger().said(LINES)).containsExactly("0 WARN asked with ***");
    }

    @Test
    void what_a_run_says_last_is_written_although_its_second_is_not_over() {
        RunContext run = running(context -> slow.future());

        run.log(Level.INFO, "that was all");
        slow.complete(JobOutcome.Done.all(0, 1));
        until("it ended", () -> scene.ledger().ended() == 1);

        until("it is written", () -> scene.ledger().said(LINES).equals(List.of("0 INFO that was all")));
    }

    @Test
    void a_run_that_writes_without_end_keeps_its_last_lines() {
        RunContext run = running(context -> slow.future());

        for (int second = 0; second < 10; second++) {
            int from = second * 150;
            IntStream.range(from, from + 150).forEach(line -> run.log(Level.INFO, "line " + line));
            scene.time().advance(Duration.ofSeconds(1));
            until("they are written", () -> scene.ledger().said(LINES).stream()
                    .anyMatch(line -> line.endsWith("line " + (from + 149))));
        }

        assertThat(scene.ledger().said(LINES)).hasSizeBetween(500, 800).last().isEqualTo("1499 INFO line 1499");
    }

    @Test
    void a_result_is_kept_for_a_day_and_the_rest_of_its_row_longer() {
        running(context -> Future.succeededFuture(JobOutcome.Done.all(0, 1).with(new EnqueueTest.Symbol("XAUUSD"))));
        until("it ended", () -> scene.ledger().ended() == 1);

        IntStream.range(0, 24).forEach(hour -> scene.time().advance(Duration.ofHours(1)));
        List<String> aDay = scene.ledger().said(RESULTS);
        IntStream.range(0, 2).forEach(hour -> scene.time().advance(Duration.ofHours(1)));
        until("it is gone", () -> scene.ledger().said(RESULTS).equals(List.of("true true")));

        assertThat(aDay).containsExactly("true false");
        assertThat(scene.ledger().states()).containsExactly("SUCCESS");
    }

    @Test
    void a_run_that_is_not_kept_takes_everything_it_left_with_it() {
        var policy = RetryPolicy.of(RetryRule.fixed(1, Duration.ofSeconds(1), Duration.ZERO));
        TestNode node = scene.node("a");
        done(node.engine().start(ScriptedJob.asked("price-fetch", policy, run -> {
            run.log(Level.INFO, "hello");
            return run.attempt() == 1
                    ? Future.failedFuture(new Fault.Transient("no", null))
                    : Future.succeededFuture(JobOutcome.Done.all(0, 1));
        })));
        UUID run = done(node.engine().enqueue(RunRequest.of("price-fetch", Origin.api("ann"))))
                .runId();
        until("it waits", () -> scene.ledger().state(run).equals("RETRY"));
        scene.advance(Duration.ofSeconds(1), 1);
        until("all is written", () -> scene.ledger().said(TRACES).equals(List.of("1 2 1 1")));

        scene.time().moveTo(NOON.plus(Duration.ofDays(91)));
        until("all is gone", () -> {
            scene.time().advance(Duration.ofHours(1));
            return scene.ledger().said(TRACES).equals(List.of("0 0 0 0"));
        });
    }

    @CanIgnoreReturnValue
    private RunContext running(Function<RunContext, Future<JobOutcome>> script) {
        TestNode node = scene.node("a");
        var job = ScriptedJob.asked("price-fetch", script);
        done(node.engine().start(job));
        done(node.engine().enqueue(RunRequest.of("price-fetch", Origin.api("ann"))));
        until("it runs", () -> job.runs().size() == 1);
        return job.runs().get(0);
    }
}
