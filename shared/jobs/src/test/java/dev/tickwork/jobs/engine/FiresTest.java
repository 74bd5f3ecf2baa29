package dev.tickwork.jobs.engine;

import static dev.tickwork.jobs.engine.Scene.NOON;
import static dev.tickwork.testservers.Await.done;
import static dev.tickwork.testservers.Await.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tickwork.jobs.Cadence;
import dev.tickwork.jobs.JobOutcome;
import dev.tickwork.jobs.RunChange;
import dev.tickwork.jobs.RunState;
import dev.tickwork.jobs.Schedule;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class FiresTest {
    private static final Duration EVERY = Duration.ofSeconds(5);

    @RegisterExtension
    final Scene scene = new Scene();

    @Test
    void a_new_job_fires_at_once_and_its_run_is_in_the_ledger() {
        TestNode node = scene.node("a");
        var job = ScriptedJob.every(EVERY, ScriptedJob::done);

        done(node.engine().start(job));
        until("it ended", () -> scene.ledger().ended() == 1);

        var run = scene.ledger().runs().get(0);
        assertThat(run.state()).isEqualTo("SUCCESS");
        assertThat(run.fireAt()).isEqualTo(NOON);
        assertThat(run.node()).isEqualTo("a-1");
        assertThat(run.result()).isNull();
        until("both changes were told", () -> node.changes().size() == 2);
        assertThat(node.changes()).extracting(RunChange::state).containsExactly(RunState.STARTED, RunState.SUCCESS);
    }

    @Test
    void a_schedule_that_starts_later_does_so_once_and_not_at_each_start() {
        var later = Schedule.every(EVERY).startingAfter(Duration.ofSeconds(3));
        TestNode before = scene.node("a");
        done(before.engine().start(ScriptedJob.scheduled(later, ScriptedJob::done)));
        Instant first = scene.ledger().schedule().nextFireAt();
        before.die();
        scene.time().advance(Duration.ofSeconds(2));
        var job = ScriptedJob.scheduled(later, ScriptedJob::done);

        done(scene.node("b").engine().start(job));
        scene.advance(Duration.ofSeconds(1), 1);
        scene.advance(EVERY, 2);

        assertThat(first).isEqualTo(NOON.plusSeconds(3));
        assertThat(job.fires()).containsExactly(first, first.plus(EVERY));
    }

    @Test
    void each_fire_is_run_once_over_three_nodes() {
        List<ScriptedJob> jobs = Stream.of("a", "b", "c").map(this::started).toList();
        until("the first ended", () -> scene.ledger().ended() == 1);

        IntStream.rangeClosed(2, 25).forEach(fire -> scene.advance(EVERY, fire));

        List<Instant> fires =
                jobs.stream().flatMap(job -> job.fires().stream()).sorted().toList();
        assertThat(fires)
                .containsExactlyElementsOf(IntStream.range(0, 25)
                        .mapToObj(fire -> NOON.plus(EVERY.multipliedBy(fire)))
                        .toList());
        assertThat(scene.ledger().states()).hasSize(25).containsOnly("SUCCESS");
    }

    @Test
    void another_node_goes_on_when_the_one_that_fired_stops() {
        TestNode first = scene.node("a");
        var job = ScriptedJob.every(EVERY, ScriptedJob::done);
        done(first.engine().start(job));
        until("the first ended", () -> scene.ledger().ended() == 1);
        ScriptedJob other = started("b");

        done(first.engine().stop(job));
        scene.time().advance(EVERY);
        scene.advance(Duration.ofSeconds(1), 2);

        assertThat(other.fires()).containsExactly(NOON.plus(EVERY));
    }

    @Test
    void a_clock_that_goes_back_does_not_fire_again() {
        ScriptedJob job = started("a");
        until("the first ended", () -> scene.ledger().ended() == 1);
        IntStream.rangeClosed(2, 4).forEach(fire -> scene.advance(EVERY, fire));

        scene.time().moveTo(NOON);
        IntStream.rangeClosed(1, 3).forEach(step -> scene.time().advance(EVERY));
        scene.advance(EVERY, 5);

        assertThat(job.fires()).doesNotHaveDuplicates().hasSize(5);
    }

    @Test
    void a_clock_moved_by_hand_makes_no_schedule_wait_for_the_old_future() {
        TestNode node = scene.node("a");
        var job = ScriptedJob.every(EVERY, ScriptedJob::done);
        done(node.engine().start(job));
        until("the first ended", () -> scene.ledger().ended() == 1);
        Instant past = NOON.minus(Duration.ofDays(400));

        scene.time().moveTo(past);
        node.engine().clockMoved();
        until("planned anew", () -> scene.ledger().schedule().nextFireAt().isBefore(NOON));
        scene.advance(EVERY, 2);

        assertThat(job.fires()).containsExactly(NOON, past.plus(EVERY));
    }

    @Test
    void two_weeks_off_are_caught_up_by_one_run() {
        TestNode before = scene.node("a");
        done(before.engine().start(ScriptedJob.every(EVERY, ScriptedJob::done)));
        until("the first ended", () -> scene.ledger().ended() == 1);
        before.die();

        scene.time().advance(Duration.ofDays(14));
        ScriptedJob job = started("b");
        scene.time().advance(Duration.ofSeconds(1));
        until("it was caught up", () -> scene.ledger().ended() == 2);
        scene.advance(EVERY, 3);

        assertThat(job.fires())
                .containsExactly(
                        NOON.plus(Duration.ofDays(14)),
                        NOON.plus(Duration.ofDays(14)).plus(EVERY));
    }

    @Test
    void a_fire_is_skipped_and_counted_while_the_run_before_goes_on() {
        Promise<JobOutcome> slow = Promise.promise();
        TestNode node = scene.node("a");
        var job = ScriptedJob.every(EVERY, run -> slow.future());
        done(node.engine().start(job));
        until("it runs", () -> job.runs().size() == 1);

        scene.time().advance(EVERY);
        until("skipped once", () -> scene.ledger().schedule().skippedFires() == 1);
        scene.time().advance(EVERY);
        until("skipped twice", () -> scene.ledger().schedule().skippedFires() == 2);
        slow.complete(JobOutcome.Done.all(0, 1));
        until("it ended", () -> scene.ledger().ended() == 1);
        job.nowDoes(ScriptedJob::done);
        scene.advance(EVERY, 2);

        assertThat(job.fires()).containsExactly(NOON, NOON.plus(EVERY.multipliedBy(3)));
    }

    @Test
    void a_stretched_cadence_is_used_and_explained() {
        TestNode node = scene.node("a");
        Instant opening = NOON.plusSeconds(400);
        var schedule = Schedule.every(EVERY)
                .stretchedBy(now -> now.isBefore(opening)
                        ? new Cadence(Duration.ofSeconds(300), opening, "market closed")
                        : Cadence.of(EVERY));
        var job = ScriptedJob.scheduled(schedule, ScriptedJob::done);
        done(node.engine().start(job));
        until("the first ended", () -> scene.ledger().ended() == 1);

        var closed = scene.ledger().schedule();
        scene.advance(Duration.ofSeconds(300), 2);
        scene.advance(Duration.ofSeconds(100), 3);
        scene.advance(EVERY, 4);

        assertThat(closed.effectiveMillis()).isEqualTo(300_000);
        assertThat(closed.effectiveReason()).isEqualTo("market closed");
        assertThat(job.fires()).containsExactly(NOON, NOON.plusSeconds(300), opening, opening.plus(EVERY));
        assertThat(scene.ledger().schedule().effectiveReason()).isNull();
    }

    @Test
    void a_cadence_that_cannot_be_computed_stops_nothing() {
        TestNode node = scene.node("a");
        var broken = Schedule.every(EVERY).stretchedBy(now -> {
            throw new IllegalStateException("no calendar");
        });
        var job = ScriptedJob.scheduled(broken, ScriptedJob::done);

        done(node.engine().start(job));
        until("the first ended", () -> scene.ledger().ended() == 1);
        scene.advance(EVERY, 2);

        assertThat(job.fires()).containsExactly(NOON, NOON.plus(EVERY));
    }

    @Test
    void a_job_is_started_on_a_node_only_once() {
        TestNode node = scene.node("a");
        done(node.engine().start(ScriptedJob.every(EVERY, ScriptedJob::done)));

        var again = node.engine().start(ScriptedJob.every(EVERY, ScriptedJob::done));

        assertThat(again.transform(result -> io.vertx.core.Future.succeededFuture(result.cause())))
                .satisfies(cause -> assertThat(done(cause)).hasMessage("job price-fetch runs here already"));
    }

    private ScriptedJob started(String node) {
        var job = ScriptedJob.every(EVERY, ScriptedJob::done);
        done(scene.node(node).engine().start(job));
        return job;
    }
}
