package dev.tickwork.jobs.engine;

import static dev.tickwork.jobs.engine.Scene.NOON;
import static dev.tickwork.testservers.Await.done;
import static dev.tickwork.testservers.Await.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.tickwork.domain.Fault;
import dev.tickwork.jobs.EngineRole;
import dev.tickwork.jobs.EngineSettings;
import dev.tickwork.jobs.Hands;
import dev.tickwork.jobs.JobOutcome;
import dev.tickwork.jobs.JobStatus;
import dev.tickwork.jobs.JobsStatus;
import dev.tickwork.jobs.RunContext;
import dev.tickwork.jobs.RunsKept;
import dev.tickwork.jobs.Schedule;
import dev.tickwork.jobs.Written;
import dev.tickwork.jobs.engine.Ledger.LedgerRun;
import dev.tickwork.postgres.DatabaseDown;
import dev.tickwork.testservers.TcpProxy;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class OutageTest {
    private static final Duration EVERY = Duration.ofSeconds(5);
    private static final String INSERT = """
            INSERT INTO effects (run_id)
            VALUES ($1)
            """;

    @RegisterExtension
    final Scene scene = new Scene();

    private final List<Written> written = new CopyOnWriteArrayList<>();
    private TcpProxy wire;

    @BeforeEach
    void connect() {
        scene.makeEffects();
        wire = scene.closedAfterwards(TcpProxy.to(scene.url()));
    }

    @Test
    void the_node_that_fired_last_goes_on_alone_and_the_ledger_is_whole_afterwards() {
        TestNode first = behindTheWire("a");
        var job = started(first, quotes());
        until("the first ended", () -> scene.ledger().ended() == 1);
        TestNode second = behindTheWire("b");
        var other = started(second, quotes());

        wire.cut();
        IntStream.rangeClosed(2, 11).forEach(fire -> goOn(first, fire));
        long inLedgerMeanwhile = scene.ledger().ended();
        wire.restore();
        until("the outage is in the ledger", () -> scene.ledger().ended() == 11);
        IntStream.rangeClosed(12, 14).forEach(fire -> scene.advance(EVERY, fire));

        assertThat(inLedgerMeanwhile).isLessThanOrEqualTo(2);
        assertThat(job.fires()).containsExactlyElementsOf(fires(14));
        assertThat(other.fires()).isEmpty();
        assertThat(scene.ledger().runs()).extracting(LedgerRun::fireAt).containsExactlyElementsOf(fires(14));
        assertThat(scene.ledger().states()).containsOnly("SUCCESS");
        assertThat(scene.ledger().runs())
                .allSatisfy(run -> assertThat(run.rowsWritten()).isEqualTo(1));
        assertThat(scene.effects()).isEqualTo(14);
        assertThat(written).hasAtLeastOneElementOfType(Written.Deferred.class);
    }

    @Test
    void who_only_makes_runs_works_on_none_with_postgres_nor_without() {
        TestNode scheduler =
                scene.nodeAt("s", wire.through(scene.url()), EngineSettings.DEFAULT.as(EngineRole.SCHEDULER));
        var made = started(scheduler, quotes());
        until("a run is made", () -> scene.ledger().states().equals(List.of("PENDING")));
        var worked = started(scene.nodeAt("w", scene.url(), EngineSettings.DEFAULT.as(EngineRole.WORKER)), quotes());
        until("the other works on it", () -> scene.ledger().ended() == 1);

        wire.cut();
        assertThatThrownBy(() -> done(scheduler.database().ping())).isInstanceOf(DatabaseDown.class);
        IntStream.range(0, 3).forEach(fire -> scene.time().advance(EVERY));
        wire.restore();
        scene.time().advance(EVERY);
        until("it makes runs again", () -> worked.runs().size() > 1);

        assertThat(made.runs()).isEmpty();
    }

    @Test
    void a_node_that_is_cut_off_alone_leaves_each_fire_in_the_ledger_once() {
        TestNode cutOff = behindTheWire("a");
        var job = started(cutOff, quotes());
        until("the first ended", () -> scene.ledger().ended() == 1);
        TestNode other = scene.node("b");
        started(other, quotes());

        wire.cut();
        IntStream.rangeClosed(2, 5).forEach(fire -> goOn(cutOff, fire));
        scene.time().advance(Duration.ofSeconds(1));
        until("the other took some, too", () -> other.ended() > 0);
        wire.restore();
        until("all are in the ledger", () -> scene.ledger().ended() >= 5);
        scene.advance(Duration.ofSeconds(4), 6);

        assertThat(job.fires()).startsWith(fires(5).toArray(Instant[]::new));
        assertThat(scene.ledger().runs()).extracting(LedgerRun::fireAt).containsExactlyElementsOf(fires(6));
        assertThat(scene.ledger().states()).containsOnly("SUCCESS");
        assertThat(scene.effects()).isEqualTo(6);
    }

    @Test
    void a_database_that_hangs_delays_one_run_and_not_each() {
        TestNode node = scene.nodeAt("a", wire.through(scene.url()), impatient());
        var job = started(node, quotes());
        until("the first ended", () -> scene.ledger().ended() == 1);

        wire.hang();
        IntStream.rangeClosed(2, 5).forEach(fire -> goOn(node, fire));
        wire.restore();
        scene.advance(EVERY, 5);
        until("the outage is in the ledger", () -> scene.effects() >= 5);

        assertThat(job.fires()).startsWith(fires(5).toArray(Instant[]::new)).doesNotHaveDuplicates();
        assertThat(scene.ledger().states()).doesNotContain("FAILURE");
    }

    @Test
    void other_jobs_wait_and_are_caught_up_once() {
        TestNode node = behindTheWire("a");
        var job = started(node, Schedule.every(EVERY));
        until("the first ended", () -> scene.ledger().ended() == 1);

        wire.cut();
        scene.time().advance(Duration.ofMinutes(3));
        until("the outage is noticed", () -> !node.database().isUp());
        wire.restore();
        until("it was caught up", () -> scene.ledger().ended() >= 2);
        scene.advance(EVERY, 3);

        assertThat(job.fires()).hasSize(3).doesNotHaveDuplicates();
    }

    @Test
    void a_run_that_ends_during_the_outage_is_recorded_after_it() {
        Promise<JobOutcome> slow = Promise.promise();
        TestNode node = behindTheWire("a");
        var job = ScriptedJob.every(Duration.ofHours(1), run -> slow.future());
        done(node.engine().start(job));
        until("it runs", () -> job.runs().size() == 1);
        RunContext run = job.runs().get(0);

        wire.cut();
        Future<Written> write = run.write(tx -> tx.execute(INSERT, run.runId()));
        assertThatThrownBy(() -> done(write)).isInstanceOf(Fault.Transient.class);
        slow.complete(new JobOutcome.Skipped("no database"));
        until("the outage is noticed", () -> !node.database().isUp());
        wire.restore();
        until("it is recorded", () -> scene.ledger().ended() == 1);

        assertThat(scene.ledger().states()).containsExactly("SUCCESS");
        assertThat(scene.ledger().runs().get(0).id()).isEqualTo(run.runId());
        assertThat(scene.effects()).isZero();
    }

    @Test
    void what_memory_cannot_hold_is_dropped_from_its_oldest_end_and_noted() {
        var little = new EngineSettings(
                Duration.ofSeconds(5),
                Duration.ofSeconds(15),
                Duration.ofSeconds(60),
                Duration.ofSeconds(2),
                Duration.ofSeconds(5),
                3,
                Hands.DEFAULT,
                EngineRole.BOTH,
                RunsKept.DEFAULT);
        TestNode node = scene.nodeAt("a", wire.through(scene.url()), little);
        started(node, quotes());
        until("the first ended", () -> scene.ledger().ended() == 1);

        wire.cut();
        IntStream.rangeClosed(2, 9).forEach(fire -> goOn(node, fire));
        wire.restore();
        until("the outage is in the ledger", () -> scene.ledger().ended() == 5);

        List<LedgerRun> runs = scene.ledger().runs();
        LedgerRun gap =
                runs.stream().filter(run -> run.fireAt() == null).findFirst().orElseThrow();
        assertThat(runs).extracting(LedgerRun::state).containsOnlyOnce("FAILURE");
        assertThat(gap.error()).startsWith("5 runs and what they wrote were dropped");
        assertThat(gap.startedAt()).isEqualTo(NOON.plus(EVERY));
        assertThat(gap.finishedAt()).isEqualTo(NOON.plus(EVERY.multipliedBy(5)));
        assertThat(scene.effects()).isEqualTo(4);
    }

    @Test
    void a_deferred_write_that_postgres_refuses_fails_its_run_only() {
        TestNode node = behindTheWire("a");
        var job = ScriptedJob.scheduled(quotes(), this::writes);
        done(node.engine().start(job));
        until("the first ended", () -> scene.ledger().ended() == 1);

        wire.cut();
        job.nowDoes(run -> run.write(tx -> tx.execute("INSERT INTO nowhere (id) VALUES (1)"))
                .map(deferred -> JobOutcome.Done.all(deferred.rows(), 1)));
        goOn(node, 2);
        job.nowDoes(this::writes);
        goOn(node, 3);
        wire.restore();
        until("the outage is in the ledger", () -> scene.ledger().ended() == 3);

        assertThat(scene.ledger().states()).containsExactly("SUCCESS", "FAILURE", "SUCCESS");
        assertThat(scene.effects()).isEqualTo(2);
    }

    @Test
    void a_snooze_during_the_outage_makes_the_schedule_wait() {
        TestNode node = behindTheWire("a");
        var job = started(node, quotes());
        until("the first ended", () -> scene.ledger().ended() == 1);

        wire.cut();
        job.nowDoes(run -> Future.succeededFuture(new JobOutcome.Snooze(Duration.ofSeconds(30), "rate limited")));
        goOn(node, 2);
        job.nowDoes(this::writes);
        scene.time().advance(Duration.ofSeconds(29));
        int runsBefore = job.runs().size();
        scene.time().advance(Duration.ofSeconds(1));
        until("it goes on", () -> job.runs().size() == 3);
        wire.restore();
        until("the outage is in the ledger", () -> scene.ledger().ended() == 3);

        assertThat(runsBefore).isEqualTo(2);
        assertThat(scene.ledger().runs().get(1).skipped()).isEqualTo("rate limited");
        assertThat(scene.ledger().states()).containsOnly("SUCCESS");
    }

    @Test
    void a_job_that_is_started_during_the_outage_runs_when_it_is_over() {
        TestNode node = behindTheWire("a");
        until("it beats", () -> scene.ledger().seenAt("a-1") != null);
        wire.cut();
        assertThatThrownBy(() -> done(node.database().ping())).isInstanceOf(DatabaseDown.class);

        var job = started(node, quotes());
        wire.restore();
        until("it ran", () -> scene.ledger().ended() == 1);

        assertThat(job.runs()).hasSize(1);
    }

    @Test
    void the_status_is_this_nodes_memory_during_the_outage() {
        TestNode node = behindTheWire("a");
        started(node, quotes());
        until("the first ended", () -> scene.ledger().ended() == 1);

        wire.cut();
        goOn(node, 2);
        JobsStatus status = done(node.engine().status());

        assertThat(status.complete()).isFalse();
        JobStatus job = status.jobs().get(0);
        assertThat(job.name()).isEqualTo("PriceFetcherJob");
        assertThat(job.running()).isTrue();
        assertThat(job.lastSuccess()).isEqualTo(NOON.plus(EVERY));
        assertThat(job.nextDue()).isEqualTo(NOON.plus(EVERY.multipliedBy(2)));
        assertThat(job.errorRate()).isNull();
    }

    private TestNode behindTheWire(String name) {
        return scene.nodeAt(name, wire.through(scene.url()), EngineSettings.DEFAULT);
    }

    private static EngineSettings impatient() {
        return new EngineSettings(
                Duration.ofSeconds(5),
                Duration.ofSeconds(15),
                Duration.ofSeconds(60),
                Duration.ofMillis(300),
                Duration.ofSeconds(5),
                1000,
                Hands.DEFAULT,
                EngineRole.BOTH,
                RunsKept.DEFAULT);
    }

    private static Schedule quotes() {
        return Schedule.every(EVERY).continuesWithoutDatabase();
    }

    @CanIgnoreReturnValue
    private ScriptedJob started(TestNode node, Schedule schedule) {
        var job = ScriptedJob.scheduled(schedule, this::writes);
        done(node.engine().start(job));
        return job;
    }

    private Future<JobOutcome> writes(RunContext run) {
        return run.write(tx -> tx.execute(INSERT, run.runId())).map(result -> {
            written.add(result);
            return JobOutcome.Done.all(result.rows(), 1);
        });
    }

    private void goOn(TestNode node, int ended) {
        scene.time().advance(EVERY);
        until(ended + " runs have ended here", () -> node.ended() >= ended);
    }

    private static List<Instant> fires(int count) {
        return IntStream.range(0, count)
                .mapToObj(fire -> NOON.plus(EVERY.multipliedBy(fire)))
                .toList();
    }
}
