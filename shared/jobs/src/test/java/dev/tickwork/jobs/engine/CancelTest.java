package dev.tickwork.jobs.engine;

import static dev.tickwork.jobs.engine.Scene.NOON;
import static dev.tickwork.testservers.Await.done;
import static dev.tickwork.testservers.Await.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.tickwork.domain.Fault;
import dev.tickwork.jobs.By;
import dev.tickwork.jobs.JobOperator;
import dev.tickwork.jobs.JobOperator.Cancelled;
import dev.tickwork.jobs.JobOutcome;
import dev.tickwork.jobs.Origin;
import dev.tickwork.jobs.RetryPolicy;
import dev.tickwork.jobs.RetryRule;
import dev.tickwork.jobs.RunContext;
import dev.tickwork.jobs.RunRequest;
import dev.tickwork.jobs.Unique;
import dev.tickwork.jobs.engine.Ledger.LedgerRun;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class CancelTest {
    private static final By ANN = new By("ann", "operator", "wrong day");
    private static final RunRequest REQUEST = RunRequest.of("price-fetch", Origin.api("bob"));
    private static final RetryPolicy AGAIN = RetryPolicy.of(RetryRule.fixed(3, Duration.ofSeconds(60), Duration.ZERO));

    @RegisterExtension
    final Scene scene = new Scene();

    private final Promise<JobOutcome> slow = Promise.promise();

    @Test
    void a_run_that_waits_for_its_moment_is_revoked_at_once_with_who_and_why() {
        TestNode node = served(ScriptedJob::done);
        UUID run = done(node.engine().enqueue(REQUEST.at(NOON.plusSeconds(60)))).runId();

        Cancelled cancelled = cancel(run);
        scene.time().advance(Duration.ofMinutes(2));

        assertThat(cancelled).isEqualTo(Cancelled.REVOKED);
        LedgerRun ended = scene.ledger().run(run);
        assertThat(ended.state()).isEqualTo("REVOKED");
        assertThat(ended.errorClass()).isEqualTo("cancelled");
        assertThat(ended.error()).isEqualTo("ann: wrong day");
        assertThat(scene.ledger().said(LimitsTest.AUDIT))
                .containsExactly("ann operator run.cancel " + run
                        + " wrong day {\"state\": \"pending\"} {\"state\": \"revoked\"}");
    }

    @Test
    void a_run_that_goes_on_is_asked_to_stop_and_writes_nothing_more() {
        var job = ScriptedJob.asked("price-fetch", run -> slow.future());
        TestNode node = served(job);
        UUID run = done(node.engine().enqueue(REQUEST)).runId();
        until("it runs", () -> job.runs().size() == 1);
        RunContext context = job.runs().get(0);

        Cancelled cancelled = cancel(run);
        until("it is asked", context::isCancelled);
        assertThatThrownBy(() -> done(context.write(tx -> Future.succeededFuture(0))))
                .isInstanceOf(Fault.Cancelled.class);
        slow.fail(new Fault.Cancelled("stopped in the middle"));
        until("it ended", () -> scene.ledger().ended() == 1);

        assertThat(cancelled).isEqualTo(Cancelled.ASKED);
        assertThat(scene.ledger().state(run)).isEqualTo("REVOKED");
    }

    @Test
    void a_finish_that_came_first_stays_a_success() {
        TestNode node = served(ScriptedJob::done);
        UUID run = done(node.engine().enqueue(REQUEST)).runId();
        until("it ended", () -> scene.ledger().ended() == 1);

        assertThat(cancel(run)).isEqualTo(Cancelled.OVER);
        assertThat(scene.ledger().state(run)).isEqualTo("SUCCESS");
    }

    @Test
    void a_run_that_finishes_although_it_was_asked_to_stop_is_a_success() {
        var job = ScriptedJob.asked("price-fetch", run -> slow.future());
        TestNode node = served(job);
        UUID run = done(node.engine().enqueue(REQUEST)).runId();
        until("it runs", () -> job.runs().size() == 1);

        assertThat(cancel(run)).isEqualTo(Cancelled.ASKED);
        slow.complete(JobOutcome.Done.all(0, 1));
        until("it ended", () -> scene.ledger().ended() == 1);

        assertThat(scene.ledger().state(run)).isEqualTo("SUCCESS");
    }

    @Test
    void a_run_that_waits_for_its_next_attempt_is_revoked_at_once() {
        var job = ScriptedJob.asked("price-fetch", AGAIN, run -> Future.failedFuture(new Fault.Transient("no", null)));
        TestNode node = served(job);
        UUID run = done(node.engine().enqueue(REQUEST)).runId();
        until("it waits", () -> scene.ledger().state(run).equals("RETRY"));

        assertThat(cancel(run)).isEqualTo(Cancelled.REVOKED);
        scene.time().advance(Duration.ofMinutes(5));

        assertThat(job.runs()).hasSize(1);
    }

    @Test
    void a_run_that_fails_or_snoozes_after_it_was_asked_to_stop_is_not_tried_again() {
        List<Promise<JobOutcome>> open = Collections.synchronizedList(new ArrayList<>());
        var job = ScriptedJob.asked("price-fetch", AGAIN, run -> {
            Promise<JobOutcome> promise = Promise.promise();
            open.add(promise);
            return promise.future();
        });
        TestNode node = served(job);
        UUID failing = done(node.engine().enqueue(REQUEST)).runId();
        until("it runs", () -> open.size() == 1);
        UUID snoozing = done(node.engine().enqueue(REQUEST)).runId();
        until("both run", () -> open.size() == 2);

        cancel(failing);
        cancel(snoozing);
        open.get(0).fail(new Fault.Transient("no", null));
        open.get(1).complete(new JobOutcome.Snooze(Duration.ofSeconds(5), "later"));
        until("both ended", () -> scene.ledger().ended() == 2);

        assertThat(scene.ledger().states()).containsOnly("REVOKED");
    }

    @Test
    void a_run_that_was_taken_and_waits_for_a_hand_never_begins() {
        TestNode node = scene.nodeAt("a", scene.url(), Scene.hands(1, 1, 1));
        var job = ScriptedJob.asked("price-fetch", run -> slow.future());
        done(node.engine().start(job));
        List<UUID> runs = done(node.engine().enqueueAll(Collections.nCopies(5, REQUEST))).stream()
                .map(one -> one.runId())
                .toList();
        until("all are taken", () -> scene.ledger().states().equals(Collections.nCopies(5, "STARTED")));
        until("one has begun", () -> job.runs().size() == 1);
        UUID begun = job.runs().get(0).runId();

        runs.stream().filter(run -> !run.equals(begun)).forEach(this::cancel);
        IntStream.range(0, 3).forEach(beat -> scene.beatAll("a-1"));
        slow.complete(JobOutcome.Done.all(0, 1));
        until("all ended", () -> scene.ledger().ended() == 5);

        assertThat(job.runs()).hasSize(1);
        assertThat(scene.ledger().states()).containsOnlyOnce("SUCCESS").contains("REVOKED");
    }

    @Test
    void a_wish_to_stop_survives_the_node_that_ran_it() {
        TestNode dying = served(ScriptedJob.asked("price-fetch", AGAIN, run -> slow.future()));
        UUID run = done(dying.engine().enqueue(REQUEST)).runId();
        until("it runs", () -> scene.ledger().state(run).equals("STARTED"));
        TestNode other = scene.node("b");
        var job = ScriptedJob.asked("price-fetch", AGAIN, ScriptedJob::done);
        done(other.engine().start(job));
        IntStream.range(0, 4).forEach(beat -> scene.beatAll("a-1", "b-1"));

        dying.die();
        cancelBy(other, run);
        IntStream.range(0, 5).forEach(beat -> scene.beatAll("b-1"));

        assertThat(scene.ledger().state(run)).isEqualTo("REVOKED");
        assertThat(job.runs()).isEmpty();
    }

    @Test
    void a_node_that_did_not_hear_finds_the_wish_with_its_next_heartbeat() {
        var job = ScriptedJob.asked("price-fetch", run -> slow.future());
        TestNode node = served(job);
        UUID run = done(node.engine().enqueue(REQUEST)).runId();
        until("it runs", () -> job.runs().size() == 1);

        done(scene.database().write(tx -> tx.execute(SILENTLY, run, NOON)));
        scene.beatAll("a-1");
        until("it is asked", () -> job.runs().get(0).isCancelled());

        assertThatThrownBy(() -> job.runs().get(0).checkCancelled()).hasMessage("ann: quietly");
    }

    @Test
    void a_revoked_run_frees_its_key() {
        TestNode node = served(ScriptedJob::done);
        RunRequest unique = REQUEST.at(NOON.plusSeconds(60)).once(Unique.live("XAUUSD"));
        UUID run = done(node.engine().enqueue(unique)).runId();

        cancel(run);

        assertThat(done(node.engine().enqueue(unique)).isNew()).isTrue();
    }

    @Test
    void what_nobody_asked_for_cannot_be_called_off() {
        served(ScriptedJob::done);

        assertThatThrownBy(() -> cancel(new UUID(7, 7))).isInstanceOf(JobOperator.NotThere.class);
    }

    @Test
    void whoever_calls_the_same_runs_off_in_another_order_waits_for_the_first() {
        TestNode node = served(ScriptedJob::done);
        List<UUID> runs =
                done(node.engine().enqueueAll(Collections.nCopies(200, REQUEST.at(NOON.plusSeconds(60))))).stream()
                        .map(one -> one.runId())
                        .toList();
        List<UUID> others = new ArrayList<>(runs);
        Collections.reverse(others);

        List<Future<Map<UUID, Cancelled>>> cancelled = IntStream.range(0, 8)
                .mapToObj(one -> cancelAll(one % 2 == 0 ? runs : others))
                .toList();
        done(Future.join(cancelled));

        assertThat(cancelled.stream().mapToInt(one -> one.result().size()).sum())
                .isEqualTo(200);
        assertThat(scene.ledger().states()).containsOnly("REVOKED");
        assertThat(scene.ledger().said(LimitsTest.AUDIT)).hasSize(200);
    }

    @Test
    void cancels_and_finishes_at_the_same_time_leave_one_end_each() {
        TestNode node = served(ScriptedJob::done);
        done(scene.gateway().engine().status());

        List<UUID> runs = new ArrayList<>();
        List<Future<Cancelled>> cancelled = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            UUID run = done(node.engine().enqueue(REQUEST)).runId();
            runs.add(run);
            cancelled.add(scene.gateway()
                    .database()
                    .write(tx -> scene.gateway().engine().operator().cancel(tx, run, ANN)));
        }
        done(Future.join(cancelled));
        until("all ended", () -> scene.ledger().ended() == 200);

        assertThat(scene.ledger().runs()).extracting(LedgerRun::id).doesNotHaveDuplicates();
        assertThat(scene.ledger().states()).containsAnyOf("SUCCESS", "REVOKED").doesNotContain("FAILURE", "STARTED");
    }

    private static final String SILENTLY = """
            UPDATE job_queue
               SET cancel_at = $2, cancel_by = 'ann', cancel_reason = 'quietly'
             WHERE id = $1
            """;

    @CanIgnoreReturnValue
    private TestNode served(java.util.function.Function<RunContext, Future<JobOutcome>> script) {
        return served(ScriptedJob.asked("price-fetch", script));
    }

    @CanIgnoreReturnValue
    private TestNode served(ScriptedJob job) {
        TestNode node = scene.node("a");
        done(node.engine().start(job));
        return node;
    }

    @CanIgnoreReturnValue
    private Cancelled cancel(UUID run) {
        return cancelBy(scene.gateway(), run);
    }

    private Future<Map<UUID, Cancelled>> cancelAll(List<UUID> runs) {
        TestNode gateway = scene.gateway();
        return gateway.database().write(tx -> gateway.engine().operator().cancelAll(tx, runs, ANN));
    }

    @CanIgnoreReturnValue
    private static Cancelled cancelBy(TestNode gateway, UUID run) {
        return done(gateway.database().write(tx -> gateway.engine().operator().cancel(tx, run, ANN)));
    }
}
