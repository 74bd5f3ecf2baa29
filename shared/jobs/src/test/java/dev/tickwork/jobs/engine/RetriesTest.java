package dev.tickwork.jobs.engine;

import static dev.tickwork.jobs.engine.Scene.NOON;
import static dev.tickwork.testservers.Await.done;
import static dev.tickwork.testservers.Await.until;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.tickwork.domain.Fault;
import dev.tickwork.jobs.JobOutcome;
import dev.tickwork.jobs.Origin;
import dev.tickwork.jobs.RetryPolicy;
import dev.tickwork.jobs.RetryRule;
import dev.tickwork.jobs.RunContext;
import dev.tickwork.jobs.RunRequest;
import dev.tickwork.jobs.Unique;
import dev.tickwork.jobs.engine.Ledger.LedgerRun;
import dev.tickwork.testservers.TcpProxy;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RetriesTest {
    private static final RunRequest REQUEST = RunRequest.of("price-fetch", Origin.api("ann"));
    private static final String ATTEMPTS = """
            SELECT attempt || ' ' || node || ' ' || error_class || ' ' || error AS said
              FROM job_attempts
             ORDER BY attempt
            """;
    private static final String EFFECT = """
            INSERT INTO effects (run_id)
            VALUES ($1)
            """;

    private static final String KEPT_KEYS = """
            SELECT unique_key AS said
              FROM job_history
             WHERE unique_key IS NOT NULL
            """;

    @RegisterExtension
    final Scene scene = new Scene();

    @Test
    void each_attempt_waits_longer_and_the_last_one_is_a_failure() {
        var policy = RetryPolicy.of(RetryRule.exponential(2, Duration.ofSeconds(10), Duration.ofMinutes(1)));
        var job = ScriptedJob.asked(
                "price-fetch", policy, run -> fails(new Fault.Transient("attempt " + run.attempt(), null)));
        UUID run = enqueued(job);

        Instant second = waits(run, 2);
        scene.time().moveTo(second);
        Instant third = waits(run, 3);
        scene.time().moveTo(third);
        until("it ended", () -> scene.ledger().ended() == 1);

        assertThat(second).isBetween(NOON.plusSeconds(10), NOON.plusSeconds(15));
        assertThat(third).isBetween(second.plusSeconds(20), second.plusSeconds(25));
        assertThat(scene.ledger().run(run).attempt()).isEqualTo(3);
        assertThat(scene.ledger().run(run).error()).isEqualTo("attempt 3");
        assertThat(scene.ledger().said(ATTEMPTS))
                .containsExactly("1 a-1 transient attempt 1", "2 a-1 transient attempt 2");
    }

    @Test
    void what_failed_together_does_not_come_back_together() {
        var policy = RetryPolicy.of(RetryRule.fixed(1, Duration.ofSeconds(10), Duration.ofSeconds(30)));
        var job = ScriptedJob.asked("price-fetch", policy, run -> fails(new Fault.Transient("no", null)));
        TestNode node = scene.node("a");
        done(node.engine().start(job));

        done(node.engine().enqueueAll(Collections.nCopies(50, REQUEST)));
        until("all wait", () -> Collections.frequency(scene.ledger().states(), "RETRY") == 50);

        List<Instant> moments =
                scene.ledger().runs().stream().map(LedgerRun::runAt).toList();
        assertThat(moments.stream().distinct().count()).isGreaterThan(30);
        assertThat(moments).allMatch(at -> !at.isBefore(NOON.plusSeconds(10)) && !at.isAfter(NOON.plusSeconds(40)));
    }

    @Test
    void an_error_class_may_have_a_rule_of_its_own() {
        var policy = RetryPolicy.of(RetryRule.fixed(3, Duration.ofSeconds(10), Duration.ZERO))
                .when("bug", RetryRule.fixed(1, Duration.ofSeconds(99), Duration.ZERO));
        var job = ScriptedJob.asked("price-fetch", policy, run -> {
            throw new IllegalStateException("broken");
        });
        UUID run = enqueued(job);

        Instant second = waits(run, 2);
        scene.time().moveTo(second);
        until("it ended", () -> scene.ledger().ended() == 1);

        assertThat(second).isEqualTo(NOON.plusSeconds(99));
        assertThat(job.runs()).hasSize(2);
    }

    @Test
    void what_another_attempt_cannot_help_is_not_tried_again() {
        var policy = RetryPolicy.of(RetryRule.fixed(3, Duration.ofSeconds(10), Duration.ZERO));
        var job = ScriptedJob.asked("price-fetch", policy, run -> fails(new Fault.Permanent("no such symbol", null)));

        UUID run = enqueued(job);
        until("it ended", () -> scene.ledger().ended() == 1);

        assertThat(scene.ledger().run(run).attempt()).isEqualTo(1);
        assertThat(scene.ledger().state(run)).isEqualTo("FAILURE");
    }

    @Test
    void a_rate_limit_is_waited_for_and_not_counted() {
        var job = ScriptedJob.asked(
                "price-fetch", run -> fails(new Fault.RateLimited("spent", NOON.plusSeconds(40), null)));
        UUID run = enqueued(job);
        until("it waits", () -> "spent".equals(scene.ledger().run(run).heldReason()));
        Instant until = scene.ledger().run(run).runAt();
        job.nowDoes(ScriptedJob::done);

        scene.advance(Duration.ofSeconds(40), 1);

        assertThat(until).isEqualTo(NOON.plusSeconds(40));
        assertThat(scene.ledger().run(run).attempt()).isEqualTo(1);
        assertThat(scene.ledger().state(run)).isEqualTo("SUCCESS");
    }

    @Test
    void a_run_that_is_timed_out_is_tried_again_and_its_late_answer_counts_for_nothing() {
        Promise<JobOutcome> late = Promise.promise();
        var policy = RetryPolicy.of(RetryRule.fixed(1, Duration.ofSeconds(10), Duration.ZERO));
        var job = ScriptedJob.asked("price-fetch", policy, run -> late.future());
        UUID run = enqueued(job);
        until("it runs", () -> job.runs().size() == 1);

        scene.time().advance(Duration.ofHours(1));
        until("it waits", () -> scene.ledger().state(run).equals("RETRY"));
        late.complete(JobOutcome.Done.all(99, 1));
        job.nowDoes(ScriptedJob::done);
        scene.advance(Duration.ofSeconds(10), 1);

        assertThat(scene.ledger().run(run).rowsWritten()).isZero();
        assertThat(scene.ledger().run(run).attempt()).isEqualTo(2);
    }

    @Test
    void code_that_blocks_is_interrupted_when_its_run_counts_no_more() throws InterruptedException {
        var interrupted = new CountDownLatch(1);
        var blocks = new CountDownLatch(1);
        var job = ScriptedJob.asked("price-fetch", run -> run.blocking(() -> {
                    blocks.countDown();
                    return sleepsUntilInterrupted(interrupted);
                })
                .map(JobOutcome.Done.all(0, 1)));
        enqueued(job);
        assertThat(blocks.await(20, TimeUnit.SECONDS)).isTrue();

        scene.advance(Duration.ofHours(1), 1);

        assertThat(interrupted.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(scene.ledger().runs().get(0).errorClass()).isEqualTo("timed_out");
    }

    @Test
    void an_interrupted_thread_is_clean_for_the_next_run() throws InterruptedException {
        var first = new CountDownLatch(1);
        var job = ScriptedJob.asked("price-fetch", run -> run.blocking(() -> sleepsUntilInterrupted(first))
                .map(JobOutcome.Done.all(0, 1)));
        TestNode node = scene.node("a");
        done(node.engine().start(job));
        done(node.engine().enqueue(REQUEST));
        until("it runs", () -> job.runs().size() == 1);
        scene.advance(Duration.ofHours(1), 1);
        assertThat(first.await(20, TimeUnit.SECONDS)).isTrue();

        var wasInterrupted = new AtomicBoolean();
        job.nowDoes(run -> run.blocking(() -> {
                    wasInterrupted.set(Thread.currentThread().isInterrupted());
                    return 0;
                })
                .map(JobOutcome.Done.all(0, 1)));
        done(node.engine().enqueueAll(Collections.nCopies(40, REQUEST)));
        until("all ran", () -> scene.ledger().ended() == 41);

        assertThat(wasInterrupted).isFalse();
    }

    @Test
    void a_lost_run_is_tried_again_by_another_node_and_failed_when_that_was_its_last_attempt() {
        var policy = RetryPolicy.of(RetryRule.fixed(1, Duration.ofSeconds(1), Duration.ZERO));
        Promise<JobOutcome> never = Promise.promise();
        List<TestNode> nodes = List.of(scene.node("a"), scene.node("b"));
        List<ScriptedJob> jobs = nodes.stream()
                .map(node -> {
                    var job = ScriptedJob.asked("price-fetch", policy, run -> never.future());
                    done(node.engine().start(job));
                    return job;
                })
                .toList();
        scene.node("c");
        UUID run = done(nodes.get(0).engine().enqueue(REQUEST)).runId();
        until("it runs", () -> jobs.get(0).runs().size() == 1);
        beats(4, "a-1", "b-1", "c-1");

        nodes.get(0).die();
        beats(4, "b-1", "c-1");
        until("the other runs it", () -> jobs.get(1).runs().size() == 1);
        nodes.get(1).die();
        beats(4, "c-1");
        until("it ended", () -> scene.ledger().ended() == 1);

        assertThat(jobs.get(1).runs().get(0).attempt()).isEqualTo(2);
        assertThat(scene.ledger().state(run)).isEqualTo("FAILURE");
        assertThat(scene.ledger().said(ATTEMPTS)).startsWith("1 a-1 lost worker lost");
    }

    @Test
    void what_a_lost_run_held_is_kept() {
        TestNode node = scene.node("a");
        scene.node("c");
        var job = ScriptedJob.asked(
                "price-fetch", run -> Promise.<JobOutcome>promise().future());
        done(node.engine().start(job));
        done(node.engine().enqueue(REQUEST.once(Unique.live("XAUUSD"))));
        until("it runs", () -> job.runs().size() == 1);
        beats(4, "a-1", "c-1");

        node.die();
        beats(4, "c-1");
        until("it ended", () -> scene.ledger().ended() == 1);

        assertThat(scene.ledger().said(KEPT_KEYS)).containsExactly("live XAUUSD");
    }

    @Test
    void the_last_write_happens_once_although_the_connection_breaks_at_its_commit() {
        scene.makeEffects();
        TcpProxy wire = scene.closedAfterwards(TcpProxy.to(scene.url()));
        TestNode node = scene.nodeAt("a", wire.through(scene.url()));
        var policy = RetryPolicy.of(RetryRule.fixed(9, Duration.ofSeconds(1), Duration.ZERO));
        var broken = new AtomicInteger();
        var job = ScriptedJob.asked(
                "price-fetch",
                policy,
                run -> Future.succeededFuture(JobOutcome.Done.all(0, 1)
                        .writing(tx -> tx.execute(EFFECT, run.runId()).onSuccess(rows -> {
                            if (broken.getAndIncrement() < 2) {
                                wire.cut();
                            }
                        }))));
        done(node.engine().start(job));
        UUID run = done(node.engine().enqueue(REQUEST)).runId();

        until("it ended", () -> {
            wire.restore();
            scene.time().advance(Duration.ofSeconds(1));
            return scene.ledger().ended() == 1;
        });

        assertThat(scene.ledger().state(run)).isEqualTo("SUCCESS");
        assertThat(scene.effects()).isEqualTo(1);
    }

    @Test
    void a_last_write_that_fails_fails_its_run_and_leaves_nothing() {
        scene.makeEffects();
        var job = ScriptedJob.asked(
                "price-fetch",
                run -> Future.succeededFuture(JobOutcome.Done.all(0, 1).writing(tx -> tx.execute(EFFECT, run.runId())
                        .compose(rows -> Future.failedFuture(new Fault.Permanent("not so", null))))));

        UUID run = enqueued(job);
        until("it ended", () -> scene.ledger().ended() == 1);

        assertThat(scene.ledger().run(run).error()).isEqualTo("not so");
        assertThat(scene.effects()).isZero();
    }

    @Test
    void a_node_that_is_cut_off_for_too_long_tells_its_runs_that_they_count_no_more() {
        TcpProxy wire = scene.closedAfterwards(TcpProxy.to(scene.url()));
        TestNode node = scene.nodeAt("a", wire.through(scene.url()));
        Promise<JobOutcome> never = Promise.promise();
        var job = ScriptedJob.asked("price-fetch", run -> never.future());
        done(node.engine().start(job));
        done(node.engine().enqueue(REQUEST));
        until("it runs", () -> job.runs().size() == 1);
        RunContext run = job.runs().get(0);

        wire.cut();
        until("it is told", () -> {
            // Not for ever: an hour is its limit.
            if (scene.time().now().isBefore(NOON.plusSeconds(60))) {
                scene.time().advance(Duration.ofSeconds(5));
            }
            return run.isCancelled();
        });

        assertThat(org.assertj.core.api.Assertions.catchThrowable(run::checkCancelled))
                .isInstanceOf(Fault.Lost.class);
    }

    private static Future<JobOutcome> fails(Fault fault) {
        return Future.failedFuture(fault);
    }

    private static int sleepsUntilInterrupted(CountDownLatch interrupted) throws InterruptedException {
        try {
            TimeUnit.MINUTES.sleep(1);
            return 0;
        } catch (InterruptedException e) {
            interrupted.countDown();
            throw e;
        }
    }

    @CanIgnoreReturnValue
    private UUID enqueued(ScriptedJob job) {
        TestNode node = scene.node("a");
        done(node.engine().start(job));
        return done(node.engine().enqueue(REQUEST)).runId();
    }

    private Instant waits(UUID run, int attempt) {
        until(
                "attempt " + attempt + " waits",
                () -> scene.ledger().run(run).attempt() == attempt
                        && scene.ledger().state(run).equals("RETRY"));
        return scene.ledger().run(run).runAt();
    }

    private void beats(int times, String... ids) {
        IntStream.range(0, times).forEach(beat -> scene.beatAll(ids));
    }
}
