package dev.tickwork.jobs.engine;

import static dev.tickwork.jobs.engine.Scene.NOON;
import static dev.tickwork.testservers.Await.done;
import static dev.tickwork.testservers.Await.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tickwork.domain.Fault;
import dev.tickwork.jobs.EngineRole;
import dev.tickwork.jobs.JobDefinition;
import dev.tickwork.jobs.JobOutcome;
import dev.tickwork.jobs.JobQueue;
import dev.tickwork.jobs.Origin;
import dev.tickwork.jobs.RunChange;
import dev.tickwork.jobs.RunContext;
import dev.tickwork.jobs.RunRequest;
import dev.tickwork.jobs.Written;
import dev.tickwork.jobs.engine.Ledger.LedgerRun;
import dev.tickwork.testservers.TcpProxy;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class NodesTest {
    private static final Duration EVERY = Duration.ofSeconds(5);
    private static final String INSERT = """
            INSERT INTO effects (run_id)
            VALUES ($1)
            """;

    private static final String READY = """
            INSERT INTO job_queue (id, job, queue, state, enqueued_at, run_at, is_ready, trigger)
            VALUES ($1, 'price-fetch', 'default', 'PENDING', $2, $2, true, 'event')
            """;

    private static final String DOING = """
            SELECT j.last_error_class || ': ' || j.last_error || ', ' || i.failures || ' time at ' || i.node AS said
              FROM jobs j
              JOIN job_incidents i ON i.job = j.name
            """;

    @RegisterExtension
    final Scene scene = new Scene();

    private final Promise<JobOutcome> never = Promise.promise();

    @Test
    void the_run_of_a_node_that_died_is_recorded_as_lost_once() {
        TestNode dying = scene.node("a");
        done(dying.engine().start(ScriptedJob.hourly(run -> never.future())));
        until("it is started", () -> scene.ledger().states().equals(List.of("STARTED")));
        List<TestNode> others = List.of(scene.node("b"), scene.node("c"));
        beats(4, "a-1", "b-1", "c-1");

        dying.die();
        beats(4, "b-1", "c-1");

        LedgerRun run = scene.ledger().runs().get(0);
        assertThat(run.state()).isEqualTo("FAILURE");
        assertThat(run.errorClass()).isEqualTo("lost");
        assertThat(run.error()).isEqualTo("worker lost");
        until(
                "one is told",
                () -> others.stream().flatMap(node -> node.changes().stream()).anyMatch(this::isLost));
        assertThat(others.stream().flatMap(node -> node.changes().stream()).filter(this::isLost))
                .hasSize(1);
        assertThat(scene.ledger().said(DOING)).containsExactly("lost: worker lost, 1 time at a");
    }

    @Test
    void a_run_that_others_passed_over_while_it_was_judged_is_not_left_lying() {
        TestNode node = scene.node("a");
        var job = ScriptedJob.asked("price-fetch", ScriptedJob::done);
        done(node.engine().start(job));
        UUID judged = UUID.randomUUID();
        Promise<Void> held = Promise.promise();
        Promise<Void> passedOver = Promise.promise();
        // As good as a row that this transaction has locked: nobody else can take it.
        Future<Integer> judging = scene.database().write(tx -> tx.execute(READY, judged, NOON)
                .onSuccess(inserted -> held.complete())
                .compose(inserted -> passedOver.future())
                .compose(passed -> new RescueStore("b-1").rescue(tx, List.of(judged), NOON, NOON))
                .map(List::size));
        done(held.future());
        done(node.engine().enqueue(RunRequest.of("price-fetch", Origin.api("ann"))));
        until("the other is over", () -> scene.ledger().ended() == 1);

        passedOver.complete();

        assertThat(done(judging)).isZero();
        until("both are over", () -> scene.ledger().ended() == 2);
        assertThat(scene.ledger().state(judged)).isEqualTo("SUCCESS");
    }

    @Test
    void everybody_knows_how_many_work_on_the_jobs_of_verticles() {
        TestNode gateway = scene.node("g");
        TestNode scheduler = scene.nodeAt("s", scene.url(), Scene.PATIENT.as(EngineRole.SCHEDULER));
        TestNode worker = scene.node("w");
        done(scheduler.engine().start(ofVerticle()));
        done(worker.engine().start(ofVerticle()));
        beats(4, "g-1", "s-1", "w-1");
        OptionalInt before = gateway.engine().workers();

        worker.die();
        beats(4, "g-1", "s-1");

        assertThat(before).hasValue(1);
        assertThat(gateway.engine().workers()).hasValue(0);
        assertThat(scheduler.engine().workers()).hasValue(0);
    }

    private static ScriptedJob ofVerticle() {
        return new ScriptedJob(
                JobDefinition.of("price-fetch", JobQueue.DEFAULT, ScriptedJob.LIMITS)
                        .in("price-fetcher"),
                ScriptedJob::done);
    }

    @Test
    void what_a_lost_run_still_writes_is_refused() {
        scene.makeEffects();
        TcpProxy wire = scene.closedAfterwards(TcpProxy.to(scene.url()));
        TestNode cutOff = scene.nodeAt("a", wire.through(scene.url()));
        var job = ScriptedJob.hourly(run -> never.future());
        done(cutOff.engine().start(job));
        until("it is started", () -> scene.ledger().states().equals(List.of("STARTED")));
        scene.node("b");
        beats(4, "a-1", "b-1");

        wire.cut();
        beats(4, "b-1");
        wire.restore();
        until("it is back", () -> cutOff.database().isUp());
        RunContext run = job.runs().get(0);
        Future<Written> late = run.write(tx -> tx.execute(INSERT, run.runId()));

        assertThatThrownBy(() -> done(late)).isInstanceOf(Fault.Lost.class);
        assertThat(scene.effects()).isZero();
        assertThat(scene.ledger().states()).containsExactly("FAILURE");
    }

    @Test
    void a_node_that_was_away_itself_judges_nobody_before_they_had_time_to_beat() {
        TestNode busy = scene.node("a");
        done(busy.engine().start(ScriptedJob.hourly(run -> never.future())));
        until("it is started", () -> scene.ledger().states().equals(List.of("STARTED")));
        scene.node("b");
        beats(4, "a-1", "b-1");

        scene.time().moveTo(scene.time().now().plus(Duration.ofSeconds(28)));
        until(
                "both beat",
                () -> scene.time().now().equals(scene.ledger().seenAt("a-1"))
                        && scene.time().now().equals(scene.ledger().seenAt("b-1")));
        beats(1, "a-1", "b-1");

        assertThat(scene.ledger().states()).containsExactly("STARTED");
    }

    @Test
    void a_node_whose_clock_jumped_judges_nobody_before_they_had_time_to_beat() {
        TcpProxy wire = scene.closedAfterwards(TcpProxy.to(scene.url()));
        TestNode early = scene.nodeAt("a", wire.through(scene.url()));
        done(early.engine().start(ScriptedJob.hourly(run -> never.future())));
        until("it is started", () -> scene.ledger().states().equals(List.of("STARTED")));
        scene.time().advance(Duration.ofSeconds(4));
        scene.node("b");
        until("it beats", () -> scene.time().now().equals(scene.ledger().seenAt("b-1")));
        IntStream.range(0, 4).forEach(beat -> inTurns());

        wire.cut();
        scene.time().advance(Duration.ofSeconds(12));
        until("it beats", () -> scene.time().now().equals(scene.ledger().seenAt("b-1")));
        wire.restore();
        until("it is back", () -> early.database().isUp());
        beats(1, "b-1");

        assertThat(scene.ledger().states()).containsExactly("STARTED");
    }

    // One beats a second after the minute's fives, the other a second before.
    private void inTurns() {
        scene.time().advance(Duration.ofSeconds(1));
        until("one beats", () -> scene.time().now().equals(scene.ledger().seenAt("a-1")));
        scene.time().advance(Duration.ofSeconds(4));
        until("the other beats", () -> scene.time().now().equals(scene.ledger().seenAt("b-1")));
    }

    @Test
    void draining_waits_for_what_runs_and_claims_nothing_more() {
        TestNode node = scene.node("a");
        Promise<JobOutcome> slow = Promise.promise();
        var job = ScriptedJob.every(EVERY, run -> slow.future());
        done(node.engine().start(job));
        until("it runs", () -> job.runs().size() == 1);

        Future<Void> drained = node.engine().drain(Duration.ofSeconds(10));
        scene.time().advance(Duration.ofSeconds(20));
        boolean doneBefore = drained.isComplete();
        slow.complete(JobOutcome.Done.all(0, 1));
        done(drained);

        assertThat(doneBefore).isFalse();
        assertThat(job.runs()).hasSize(1);
        assertThat(scene.ledger().states()).containsExactly("SUCCESS");
        assertThat(scene.ledger().hasStopped("a-1")).isTrue();
    }

    @Test
    void draining_hands_back_what_does_not_end_and_another_takes_it_at_once() {
        TestNode node = scene.node("a");
        ScriptedJob slow = ScriptedJob.hourly(run -> never.future());
        done(node.engine().start(slow));
        until("it is started", () -> scene.ledger().states().equals(List.of("STARTED")));
        ScriptedJob other = ScriptedJob.hourly(ScriptedJob::done);
        done(scene.node("b").engine().start(other));

        done(node.engine().drain(Duration.ofMillis(100)));
        until("another has done it", () -> scene.ledger().states().equals(List.of("SUCCESS")));

        assertThat(scene.ledger().hasStopped("a-1")).isTrue();
        assertThat(slow.runs().get(0).isCancelled()).isTrue();
        assertThat(other.runs()).hasSize(1);
        assertThat(scene.ledger().runs().get(0).attempt()).isEqualTo(1);
        assertThat(scene.ledger().runs().get(0).node()).isEqualTo("b-1");
    }

    @Test
    void a_job_whose_runs_were_handed_back_stops_without_waiting_for_them() {
        TestNode node = scene.node("a");
        ScriptedJob slow = ScriptedJob.hourly(run -> never.future());
        done(node.engine().start(slow));
        until("it is started", () -> scene.ledger().states().equals(List.of("STARTED")));

        done(node.engine().drain(Duration.ofMillis(100)));
        done(node.engine().stop(slow));

        assertThat(scene.ledger().states()).containsExactly("PENDING");
    }

    @Test
    void stopping_a_job_waits_for_its_run() {
        TestNode node = scene.node("a");
        Promise<JobOutcome> slow = Promise.promise();
        var job = ScriptedJob.every(EVERY, run -> slow.future());
        done(node.engine().start(job));
        until("it runs", () -> job.runs().size() == 1);

        Future<Void> stopped = node.engine().stop(job);
        boolean doneBefore = stopped.isComplete();
        slow.complete(JobOutcome.Done.all(0, 1));
        done(stopped);
        beats(3, "a-1");

        assertThat(doneBefore).isFalse();
        assertThat(job.runs()).hasSize(1);
    }

    @Test
    void a_job_that_is_stopped_hands_back_what_does_not_end_and_others_go_on() {
        TestNode node = scene.nodeAt("a", scene.url(), Scene.PATIENT.draining(Duration.ofMillis(100)));
        ScriptedJob slow = ScriptedJob.hourly(run -> never.future());
        ScriptedJob other = ScriptedJob.asked("reports", run -> never.future());
        done(node.engine().start(slow));
        done(node.engine().start(other));
        done(node.engine().enqueue(RunRequest.of("reports", Origin.api("ann"))));
        until("both are started", () -> scene.ledger().states().equals(List.of("STARTED", "STARTED")));

        done(node.engine().stop(slow));
        LedgerRun handedBack = scene.ledger().run(slow.runs().get(0).runId());
        ScriptedJob anew = ScriptedJob.hourly(ScriptedJob::done);
        done(node.engine().start(anew));
        until("it is done", () -> scene.ledger().state(handedBack.id()).equals("SUCCESS"));

        assertThat(handedBack.state()).isEqualTo("PENDING");
        assertThat(slow.runs().get(0).isCancelled()).isTrue();
        assertThat(anew.runs()).extracting(RunContext::attempt).containsExactly(1);
        assertThat(other.runs()).extracting(RunContext::isCancelled).containsExactly(false);
    }

    @Test
    void a_stopped_job_may_be_started_again() {
        TestNode node = scene.node("a");
        var job = ScriptedJob.every(EVERY, ScriptedJob::done);
        done(node.engine().start(job));
        until("the first ended", () -> scene.ledger().ended() == 1);

        done(node.engine().stop(job));
        done(node.engine().stop(job));
        done(node.engine().start(job));
        scene.advance(EVERY, 2);

        assertThat(job.fires()).containsExactly(NOON, NOON.plus(EVERY));
    }

    @Test
    void a_node_with_nothing_due_writes_only_its_heartbeats() {
        TestNode node = scene.node("a");
        done(node.engine().start(ScriptedJob.hourly(ScriptedJob::done)));
        until("the first ended", () -> scene.ledger().ended() == 1);
        beats(1, "a-1");
        long before = scene.ledger().transactions();

        beats(24, "a-1");

        long transactions = scene.ledger().transactions() - before - 1;
        assertThat(transactions).isBetween(24L, 26L);
    }

    @Test
    void a_fire_costs_one_transaction_to_claim_and_one_to_end() {
        TestNode node = scene.node("a");
        done(node.engine().start(ScriptedJob.every(EVERY, ScriptedJob::done)));
        until("the first ended", () -> scene.ledger().ended() == 1);
        beats(1, "a-1");
        until("the second ended", () -> scene.ledger().ended() == 2);
        long before = scene.ledger().transactions();

        for (int fire = 3; fire <= 14; fire++) {
            beats(1, "a-1");
            int ended = fire;
            until("it ended", () -> scene.ledger().ended() == ended);
        }

        long transactions = scene.ledger().transactions() - before - 1;
        assertThat(transactions).isLessThanOrEqualTo(12 * 3 + 2);
    }

    @Test
    void the_offset_of_the_clocks_is_measured_at_each_heartbeat() {
        TestNode node = scene.node("a");

        until("measured", () -> !node.offsets().isEmpty());

        assertThat(node.offsets().get(0)).isLessThan(Duration.ofSeconds(1)).isGreaterThan(Duration.ofSeconds(-1));
    }

    private boolean isLost(RunChange change) {
        return "lost".equals(change.errorClass());
    }

    private void beats(int times, String... ids) {
        IntStream.range(0, times).forEach(beat -> scene.beatAll(ids));
    }
}
