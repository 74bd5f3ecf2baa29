package dev.tickwork.jobs.engine;

import static dev.tickwork.jobs.engine.Scene.NOON;
import static dev.tickwork.testservers.Await.done;
import static dev.tickwork.testservers.Await.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.tickwork.domain.Fault;
import dev.tickwork.jobs.JobOutcome;
import dev.tickwork.jobs.JobStatus;
import dev.tickwork.jobs.Origin;
import dev.tickwork.jobs.RunContext;
import dev.tickwork.jobs.RunRequest;
import dev.tickwork.jobs.Written;
import dev.tickwork.jobs.engine.Ledger.LedgerRun;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RunsTest {
    private static final Duration EVERY = Duration.ofSeconds(5);
    private static final String INSERT = """
            INSERT INTO effects (run_id)
            VALUES ($1)
            """;

    @RegisterExtension
    final Scene scene = new Scene();

    @BeforeEach
    void effects() {
        scene.makeEffects();
    }

    @Test
    void what_failed_in_part_is_a_success_that_lists_it() {
        LedgerRun run = ended(context -> Future.succeededFuture(
                new JobOutcome.Done(5, 5, new TreeMap<>(Map.of("XAUUSD", "refused with key s3cret")))));

        assertThat(run.state()).isEqualTo("SUCCESS");
        assertThat(run.rowsWritten()).isEqualTo(5);
        assertThat(run.itemsFailed()).isEqualTo(1);
        assertThat(run.result()).contains("{\"item\": \"XAUUSD\", \"reason\": \"refused with key ***\"}");
    }

    /** What a job of this test says. */
    record Opened(String account, Map<String, String> answer) {}

    @Test
    void what_is_named_like_a_secret_is_in_no_result() {
        LedgerRun run = ended(context -> Future.succeededFuture(
                JobOutcome.Done.all(1, 1).with(new Opened("demo", Map.of("session_token", "eyJhbGciOi")))));

        assertThat(run.result()).isEqualTo("{\"answer\": {\"session_token\": \"***\"}, \"account\": \"demo\"}");
    }

    @Test
    void what_was_skipped_is_a_success_that_says_why() {
        LedgerRun run = ended(context -> Future.succeededFuture(new JobOutcome.Skipped("nothing new")));

        assertThat(run.state()).isEqualTo("SUCCESS");
        assertThat(run.skipped()).isEqualTo("nothing new");
    }

    @Test
    void giving_up_is_a_failure_for_a_person() {
        LedgerRun run = ended(context -> Future.succeededFuture(new JobOutcome.GiveUp("no such plan")));

        assertThat(run.state()).isEqualTo("FAILURE");
        assertThat(run.errorClass()).isEqualTo("permanent");
        assertThat(run.error()).isEqualTo("no such plan");
    }

    @Test
    void an_outage_is_a_failure_of_its_class_without_secrets() {
        LedgerRun run = ended(context -> Future.failedFuture(new Fault.Transient("no answer to ?apikey=s3cret", null)));

        assertThat(run.state()).isEqualTo("FAILURE");
        assertThat(run.errorClass()).isEqualTo("transient");
        assertThat(run.error()).isEqualTo("no answer to ?apikey=***");
    }

    @Test
    void a_job_that_throws_is_a_bug_and_runs_again_at_its_next_fire() {
        TestNode node = scene.node("a");
        var job = ScriptedJob.every(EVERY, run -> {
            throw new IllegalStateException("broken");
        });
        done(node.engine().start(job));
        until("it ended", () -> scene.ledger().ended() == 1);

        job.nowDoes(ScriptedJob::done);
        scene.advance(EVERY, 2);

        assertThat(scene.ledger().states()).containsExactly("FAILURE", "SUCCESS");
        assertThat(scene.ledger().runs().get(0).errorClass()).isEqualTo("bug");
        assertThat(scene.ledger().runs().get(0).error()).isEqualTo("IllegalStateException: broken");
    }

    @Test
    void a_snoozed_run_goes_on_later_under_its_attempt_and_its_schedule_waits_for_it() {
        TestNode node = scene.node("a");
        var job = ScriptedJob.every(
                EVERY, run -> Future.succeededFuture(new JobOutcome.Snooze(Duration.ofSeconds(12), "rate limited")));
        done(node.engine().start(job));
        until("snoozed", () -> scene.ledger().states().equals(List.of("PENDING")));
        LedgerRun waiting = scene.ledger().runs().get(0);
        JobStatus status = done(node.engine().status()).jobs().get(0);
        job.nowDoes(ScriptedJob::done);

        scene.time().advance(EVERY);
        until("the fire meanwhile is skipped", () -> scene.ledger().schedule().skippedFires() == 1);
        scene.time().advance(EVERY);
        until("the next, too", () -> scene.ledger().schedule().skippedFires() == 2);
        scene.advance(Duration.ofSeconds(2), 1);

        LedgerRun run = scene.ledger().runs().get(0);
        assertThat(waiting.runAt()).isEqualTo(NOON.plusSeconds(12));
        assertThat(waiting.heldReason()).isEqualTo("rate limited");
        assertThat(status.waitsUntil()).isEqualTo(NOON.plusSeconds(12));
        assertThat(status.waitsReason()).isEqualTo("rate limited");
        assertThat(run.id()).isEqualTo(waiting.id());
        assertThat(run.attempt()).isEqualTo(1);
        assertThat(run.state()).isEqualTo("SUCCESS");
        assertThat(run.heldReason()).isNull();
        assertThat(job.fires()).containsExactly(NOON, NOON);
    }

    @Test
    void another_node_takes_a_snoozed_run_when_its_own_is_gone() {
        TestNode first = scene.node("a");
        done(first.engine()
                .start(ScriptedJob.every(
                        EVERY,
                        run -> Future.succeededFuture(new JobOutcome.Snooze(Duration.ofSeconds(30), "rate limited")))));
        until("snoozed", () -> scene.ledger().states().equals(List.of("PENDING")));
        first.die();
        var job = ScriptedJob.every(EVERY, ScriptedJob::done);
        TestNode second = scene.node("b");
        done(second.engine().start(job));

        scene.advance(Duration.ofSeconds(31), 1);

        LedgerRun run = scene.ledger().runs().get(0);
        assertThat(run.node()).isEqualTo("b-1");
        assertThat(run.state()).isEqualTo("SUCCESS");
    }

    @Test
    void a_rate_limit_that_a_job_fails_with_is_waited_for() {
        TestNode node = scene.node("a");
        done(node.engine()
                .start(ScriptedJob.every(
                        EVERY,
                        run -> Future.failedFuture(
                                new Fault.RateLimited("minute is spent", NOON.plusSeconds(60), null)))));

        until("snoozed", () -> scene.ledger().states().equals(List.of("PENDING")));

        assertThat(scene.ledger().runs().get(0).runAt()).isEqualTo(NOON.plusSeconds(60));
    }

    @Test
    void a_switch_that_is_off_holds_the_schedule_and_leaves_no_run() {
        TestNode node = scene.node("a");
        var job = ScriptedJob.every(EVERY, run -> Future.failedFuture(new Fault.Disabled("sync is off", null)));
        done(node.engine().start(job));
        until("held", () -> scene.ledger().schedule().missedFires() == 1);
        scene.time().advance(EVERY);
        until("still held", () -> scene.ledger().schedule().missedFires() == 2);
        var held = scene.ledger().schedule();
        var runsWhileHeld = scene.ledger().runs();
        JobStatus status = done(node.engine().status()).jobs().get(0);

        job.nowDoes(ScriptedJob::done);
        scene.advance(EVERY, 1);

        assertThat(held.heldSince()).isEqualTo(NOON);
        assertThat(held.heldReason()).isEqualTo("sync is off");
        assertThat(runsWhileHeld).isEmpty();
        assertThat(status.running()).isFalse();
        assertThat(status.heldReason()).isEqualTo("sync is off");
        assertThat(scene.ledger().schedule().heldSince()).isNull();
        assertThat(scene.ledger().schedule().missedFires()).isZero();
    }

    @Test
    void a_run_beyond_its_hard_limit_is_timed_out_and_writes_nothing_more() {
        Promise<JobOutcome> never = Promise.promise();
        TestNode node = scene.node("a");
        var job = ScriptedJob.every(Duration.ofHours(1), run -> never.future());
        done(node.engine().start(job));
        until("it runs", () -> job.runs().size() == 1);
        RunContext run = job.runs().get(0);

        scene.time().advance(Duration.ofSeconds(21));
        boolean askedToStop = run.isCancelled();
        scene.advance(Duration.ofSeconds(9), 1);
        Future<Written> late = run.write(effect(run));
        never.complete(JobOutcome.Done.all(1, 1));

        assertThat(askedToStop).isTrue();
        assertThatThrownBy(() -> done(late)).isInstanceOf(Fault.TimedOut.class);
        assertThatThrownBy(run::checkCancelled).isInstanceOf(Fault.TimedOut.class);
        assertThat(scene.effects()).isZero();
        assertThat(scene.ledger().states()).containsExactly("FAILURE");
        assertThat(scene.ledger().runs().get(0).errorClass()).isEqualTo("timed_out");
    }

    @Test
    void on_a_clock_that_runs_faster_a_run_has_as_much_true_time() {
        scene.time().runs(60);
        TestNode node = scene.node("a");
        var job = ScriptedJob.every(
                Duration.ofDays(1), run -> Promise.<JobOutcome>promise().future());
        done(node.engine().start(job));
        until("it runs", () -> job.runs().size() == 1);
        RunContext run = job.runs().get(0);

        scene.time().advance(Duration.ofSeconds(20 * 60));
        boolean askedToStopAtOnce = run.isCancelled();
        scene.advance(Duration.ofSeconds(10 * 60), 1);

        assertThat(askedToStopAtOnce).isFalse();
        assertThat(scene.ledger().runs().get(0).errorClass()).isEqualTo("timed_out");
    }

    @Test
    void on_a_clock_that_runs_faster_what_goes_on_at_once_waits_as_long_in_truth() {
        scene.time().runs(60);
        TestNode node = scene.node("a");
        done(node.engine()
                .start(ScriptedJob.every(
                        Duration.ofDays(1),
                        run -> Future.succeededFuture(new JobOutcome.Snooze(Duration.ofMillis(1), "not yet")))));

        until("snoozed", () -> scene.ledger().states().equals(List.of("PENDING")));

        assertThat(scene.ledger().runs().get(0).runAt()).isEqualTo(NOON.plusSeconds(60));
    }

    @Test
    void on_a_clock_that_runs_faster_a_run_waits_as_long_in_truth_for_the_switch() {
        scene.time().runs(60);
        TestNode node = scene.node("a");
        done(node.engine()
                .start(ScriptedJob.asked(
                        "reports", run -> Future.failedFuture(new Fault.Disabled("sync is off", null)))));

        UUID run = done(node.engine().enqueue(RunRequest.of("reports", Origin.api("ann"))))
                .runId();
        until("it waits", () -> "sync is off".equals(scene.ledger().run(run).heldReason()));

        assertThat(scene.ledger().run(run).runAt()).isBetween(NOON.plusSeconds(30 * 60), NOON.plusSeconds(60 * 60));
    }

    @Test
    void a_run_within_its_limits_need_not_stop() {
        AtomicReference<Boolean> cancelled = new AtomicReference<>();

        ended(run -> {
            run.checkCancelled();
            cancelled.set(run.isCancelled());
            return ScriptedJob.done(run);
        });

        assertThat(cancelled).hasValue(false);
    }

    @Test
    void writes_are_committed_while_the_attempt_counts() {
        LedgerRun run =
                ended(context -> context.write(effect(context)).map(written -> JobOutcome.Done.all(written.rows(), 1)));

        assertThat(run.rowsWritten()).isEqualTo(1);
        assertThat(scene.effects()).isEqualTo(1);
    }

    @Test
    void writes_are_refused_once_the_run_has_ended() {
        AtomicReference<RunContext> kept = new AtomicReference<>();
        ended(run -> {
            kept.set(run);
            return ScriptedJob.done(run);
        });

        Future<Written> late = kept.get().write(effect(kept.get()));

        assertThatThrownBy(() -> done(late)).isInstanceOf(Fault.Lost.class);
        assertThat(scene.effects()).isZero();
    }

    @CanIgnoreReturnValue
    private LedgerRun ended(Function<RunContext, Future<JobOutcome>> script) {
        done(scene.node("a").engine().start(ScriptedJob.every(EVERY, script)));
        until("it ended", () -> scene.ledger().ended() == 1);
        return scene.ledger().runs().get(0);
    }

    private static Function<Tx, Future<Integer>> effect(RunContext run) {
        return tx -> tx.execute(INSERT, run.runId());
    }
}
