package dev.tickwork.jobs.engine;

import static dev.tickwork.jobs.engine.Scene.NOON;
import static dev.tickwork.testservers.Await.done;
import static dev.tickwork.testservers.Await.until;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.tickwork.domain.Fault;
import dev.tickwork.jobs.By;
import dev.tickwork.jobs.JobDefinition;
import dev.tickwork.jobs.JobOutcome;
import dev.tickwork.jobs.JobQueue;
import dev.tickwork.jobs.Origin;
import dev.tickwork.jobs.RunContext;
import dev.tickwork.jobs.RunRequest;
import dev.tickwork.jobs.Schedule;
import dev.tickwork.jobs.cron.Cron;
import dev.tickwork.jobs.cron.MisfirePolicy;
import dev.tickwork.jobs.cron.OverlapPolicy;
import dev.tickwork.jobs.engine.Ledger.LedgerRun;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OverlapTest {
    private static final By ANN = new By("ann", "operator", "why not");
    private static final Duration EVERY = Duration.ofSeconds(5);
    private static final String SCHEDULES = """
            SELECT name AS said
              FROM job_schedules
             ORDER BY name
            """;
    private static final String MISFIRES = """
            SELECT misfires::text AS said
              FROM job_schedules
            """;

    private static final String LAST_RUN = """
            SELECT last_run_id::text AS said
              FROM job_schedules
            """;

    @RegisterExtension
    final Scene scene = new Scene();

    private final List<Promise<JobOutcome>> open = new CopyOnWriteArrayList<>();

    @Test
    void one_may_wait_for_the_run_before_it_and_the_rest_is_skipped() {
        ScriptedJob job = starts(OverlapPolicy.QUEUE_ONE);

        fire(1, "one waits", () -> scene.ledger().count() == 2);
        fire(1, "the rest is skipped", () -> scene.ledger().schedule().skippedFires() == 1);
        open.get(0).complete(JobOutcome.Done.all(0, 1));
        until("the one goes on", () -> job.runs().size() == 2);

        assertThat(job.fires()).containsExactly(NOON, NOON.plus(EVERY));
    }

    @Test
    void a_schedule_names_its_last_run_and_no_fire_that_was_left_out() {
        ScriptedJob job = starts(OverlapPolicy.SKIP);

        fire(1, "one is left out", () -> scene.ledger().schedule().skippedFires() == 1);

        assertThat(scene.ledger().said(LAST_RUN))
                .containsExactly(job.runs().get(0).runId().toString());
    }

    @Test
    void a_fire_is_skipped_during_a_run_that_somebody_asked_for_too() {
        ScriptedJob job = runsByHand(OverlapPolicy.SKIP);

        fire(1, "one is left out", () -> scene.ledger().schedule().skippedFires() == 1);

        assertThat(job.runs()).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource(value = OverlapPolicy.class, names = "SKIP", mode = EnumSource.Mode.EXCLUDE)
    void a_run_that_somebody_asked_for_neither_delays_a_fire_nor_gives_way(OverlapPolicy policy) {
        ScriptedJob job = runsByHand(policy);

        fire(1, "it runs beside", () -> job.runs().size() == 3);

        assertThat(job.runs().get(1).isCancelled()).isFalse();
        assertThat(scene.ledger().schedule().skippedFires()).isZero();
    }

    @Test
    void one_that_waits_goes_on_although_the_run_before_it_left_no_trace() {
        ScriptedJob job = starts(OverlapPolicy.QUEUE_ONE);

        fire(1, "one waits", () -> scene.ledger().count() == 2);
        open.get(0).fail(new Fault.Disabled("switched off", null));

        until("the one goes on", () -> job.runs().size() == 2);
    }

    @Test
    void all_may_run_beside_each_other() {
        ScriptedJob job = starts(OverlapPolicy.ALLOW);

        fire(1, "two run", () -> job.runs().size() == 2);
        fire(1, "three run", () -> job.runs().size() == 3);

        assertThat(scene.ledger().states()).containsOnly("STARTED");
    }

    @Test
    void the_new_one_calls_the_old_one_off_and_begins_when_that_has_stopped() {
        ScriptedJob job = starts(OverlapPolicy.CANCEL_OLD);

        fire(1, "the old one is asked", () -> job.runs().get(0).isCancelled());
        int begun = job.runs().size();
        open.get(0).fail(new Fault.Cancelled("stopped"));
        until("the new one runs", () -> job.runs().size() == 2);

        assertThat(begun).isEqualTo(1);
        assertThat(scene.ledger().runs().get(0).state()).isEqualTo("REVOKED");
    }

    @Test
    void the_new_one_calls_the_children_of_the_old_one_off() {
        ScriptedJob child = waitsForItsChild(OverlapPolicy.CANCEL_OLD);

        fire(1, "the child is asked", () -> child.runs().get(0).isCancelled());
        int before = scene.ledger().count();
        open.get(0).fail(new Fault.Cancelled("stopped"));
        until("the new one has a child", () -> child.runs().size() == 2);

        assertThat(before).isEqualTo(3);
        assertThat(scene.ledger().states()).filteredOn("REVOKED"::equals).hasSize(2);
    }

    @Test
    void one_may_wait_for_a_run_that_waits_for_its_children() {
        ScriptedJob child = waitsForItsChild(OverlapPolicy.QUEUE_ONE);

        fire(1, "one waits", () -> scene.ledger().count() == 3);
        fire(1, "the rest is skipped", () -> scene.ledger().schedule().skippedFires() == 1);
        open.get(0).complete(JobOutcome.Done.all(0, 1));
        until("the one goes on", () -> child.runs().size() == 2);

        assertThat(scene.ledger().count()).isEqualTo(4);
    }

    @Test
    void one_may_wait_for_a_run_that_is_to_go_on_later() {
        ScriptedJob job = starts(OverlapPolicy.QUEUE_ONE);
        open.get(0).complete(new JobOutcome.Snooze(Duration.ofSeconds(12), "later"));
        until("it waits", () -> scene.ledger().states().equals(List.of("PENDING")));

        fire(1, "one waits", () -> scene.ledger().count() == 2);
        fire(1, "the rest is skipped", () -> scene.ledger().schedule().skippedFires() == 1);
        scene.time().advance(Duration.ofSeconds(2));
        until("the first goes on", () -> open.size() == 2);
        open.get(1).complete(JobOutcome.Done.all(0, 1));
        until("the one goes on", () -> job.runs().size() == 3);

        assertThat(job.fires()).containsExactly(NOON, NOON, NOON.plus(EVERY));
    }

    @Test
    void a_third_one_takes_the_place_of_the_second_that_never_began() {
        ScriptedJob job = starts(OverlapPolicy.CANCEL_OLD);

        fire(1, "the second waits", () -> scene.ledger().count() == 2);
        fire(1, "the third waits", () -> scene.ledger().count() == 3);
        open.get(0).fail(new Fault.Cancelled("stopped"));
        until("the third runs", () -> job.runs().size() == 2);

        assertThat(job.fires()).containsExactly(NOON, NOON.plus(EVERY.multipliedBy(2)));
        assertThat(scene.ledger().runs()).extracting(LedgerRun::state).containsExactly("REVOKED", "REVOKED", "STARTED");
    }

    @Test
    void what_was_missed_is_left_out_and_counted() {
        ScriptedJob job = missesTenMinutes(new MisfirePolicy.Skip(Duration.ofSeconds(1)));

        scene.time().advance(Duration.ofSeconds(7));
        until("it goes on", () -> job.runs().size() >= 1);

        assertThat(job.fires()).allMatch(at -> !at.isBefore(NOON.plus(Duration.ofMinutes(10))));
        assertThat(Long.parseLong(scene.ledger().said(MISFIRES).get(0))).isGreaterThanOrEqualTo(119);
    }

    @Test
    void what_was_missed_is_caught_up_by_one() {
        ScriptedJob job = missesTenMinutes(MisfirePolicy.ONE);

        scene.time().advance(Duration.ofSeconds(1));
        until("it is caught up", () -> job.runs().size() == 1);

        assertThat(Long.parseLong(scene.ledger().said(MISFIRES).get(0))).isEqualTo(119);
    }

    @Test
    void all_that_was_missed_is_caught_up_within_bounds() {
        ScriptedJob job = missesTenMinutes(new MisfirePolicy.All(Duration.ofMinutes(1), 4));

        scene.time().advance(Duration.ofSeconds(1));
        until("it is caught up", () -> job.runs().size() == 4);

        Instant last = NOON.plus(Duration.ofMinutes(10));
        assertThat(job.fires())
                .containsExactlyInAnyOrder(
                        last.minus(EVERY.multipliedBy(3)), last.minus(EVERY.multipliedBy(2)), last.minus(EVERY), last);
    }

    @Test
    void a_fixed_time_that_the_clocks_leave_out_runs_at_the_first_moment_after_it() {
        scene.time().moveTo(Instant.parse("2026-03-28T12:00:00Z"));
        ScriptedJob job = cron("30 1 * * *", "Europe/London");

        moveThrough(2);

        assertThat(job.fires())
                .containsExactly(Instant.parse("2026-03-29T01:00:00Z"), Instant.parse("2026-03-30T00:30:00Z"));
    }

    @Test
    void a_fixed_time_that_the_clocks_repeat_runs_once() {
        scene.time().moveTo(Instant.parse("2026-10-24T12:00:00Z"));
        ScriptedJob job = cron("30 1 * * *", "Europe/London");

        moveThrough(2);

        assertThat(job.fires())
                .containsExactly(Instant.parse("2026-10-25T00:30:00Z"), Instant.parse("2026-10-26T01:30:00Z"));
    }

    @Test
    void a_job_may_have_several_schedules_with_arguments_of_their_own() {
        var job = new ScriptedJob(
                JobDefinition.of("price-fetch", JobQueue.DEFAULT, ScriptedJob.LIMITS)
                        .scheduled(
                                Schedule.every(EVERY).named("gold").with(new EnqueueTest.Symbol("XAUUSD")),
                                Schedule.every(Duration.ofSeconds(10))
                                        .named("silver")
                                        .with(new EnqueueTest.Symbol("XAGUSD"))),
                ScriptedJob::done);
        done(scene.node("a").engine().start(job));
        until("both fired", () -> scene.ledger().ended() == 2);

        scene.advance(EVERY, 3);
        scene.advance(EVERY, 5);

        assertThat(job.runs().stream()
                        .map(run -> run.arguments(EnqueueTest.Symbol.class).symbol()))
                .containsExactlyInAnyOrder("XAUUSD", "XAUUSD", "XAUUSD", "XAGUSD", "XAGUSD");
    }

    @Test
    void a_schedule_that_another_release_had_is_forgotten() {
        TestNode node = scene.node("a");
        var old = twoSchedules("gold", "silver");
        done(node.engine().start(old));
        done(node.engine().stop(old));

        done(node.engine().start(twoSchedules("gold", "copper")));

        assertThat(scene.ledger().said(SCHEDULES)).containsExactly("copper", "gold");
    }

    private static ScriptedJob twoSchedules(String one, String other) {
        return new ScriptedJob(
                JobDefinition.of("price-fetch", JobQueue.DEFAULT, ScriptedJob.LIMITS)
                        .scheduled(
                                Schedule.every(Duration.ofHours(1)).named(one),
                                Schedule.every(Duration.ofHours(1)).named(other)),
                ScriptedJob::done);
    }

    @CanIgnoreReturnValue
    private ScriptedJob starts(OverlapPolicy policy) {
        var job = ScriptedJob.scheduled(Schedule.every(EVERY).overlapping(policy), this::held);
        done(scene.node("a").engine().start(job));
        until("it runs", () -> open.size() == 1);
        return job;
    }

    /** The first fire has done its own work; its child goes on. */
    private ScriptedJob waitsForItsChild(OverlapPolicy policy) {
        TestNode node = scene.node("a");
        ScriptedJob child = ScriptedJob.asked("child", this::held);
        done(node.engine().start(child));
        RunRequest request = RunRequest.of("child", Origin.api("ann"));
        done(node.engine().start(ScriptedJob.scheduled(Schedule.every(EVERY).overlapping(policy), run -> run.spawn(
                        List.of(request))
                .map(born -> new JobOutcome.AfterChildren(JobOutcome.Done.all(0, 1), false)))));
        until("the child runs and its parent waits", () -> open.size() == 1 && waitsForChildren());
        return child;
    }

    private boolean waitsForChildren() {
        return scene.ledger().runs().stream().anyMatch(run -> "waits for its children".equals(run.heldReason()));
    }

    /** The first fire is over; a run by hand goes on. */
    private ScriptedJob runsByHand(OverlapPolicy policy) {
        ScriptedJob job = starts(policy);
        open.get(0).complete(JobOutcome.Done.all(0, 1));
        until("the first ended", () -> scene.ledger().ended() == 1);
        TestNode node = scene.gateway();
        done(node.database().write(tx -> node.engine().operator().runSchedule(tx, "price-fetch", ANN)));
        until("it runs", () -> job.runs().size() == 2);
        return job;
    }

    private Future<JobOutcome> held(RunContext run) {
        Promise<JobOutcome> promise = Promise.promise();
        open.add(promise);
        return promise.future();
    }

    private void fire(int times, String what, java.util.function.BooleanSupplier claim) {
        scene.time().advance(EVERY.multipliedBy(times));
        until(what, claim);
    }

    private ScriptedJob missesTenMinutes(MisfirePolicy policy) {
        Schedule schedule = Schedule.every(EVERY).misfiring(policy).overlapping(OverlapPolicy.ALLOW);
        TestNode before = scene.node("a");
        done(before.engine().start(ScriptedJob.scheduled(schedule, ScriptedJob::done)));
        until("the first ended", () -> scene.ledger().ended() == 1);
        before.die();
        scene.time().moveTo(NOON.plus(Duration.ofMinutes(10)));
        var job = ScriptedJob.scheduled(schedule, ScriptedJob::done);
        done(scene.node("b").engine().start(job));
        return job;
    }

    private ScriptedJob cron(String expression, String zone) {
        var job = ScriptedJob.scheduled(Schedule.at(Cron.of(expression, zone)), ScriptedJob::done);
        done(scene.node("a").engine().start(job));
        return job;
    }

    // Hour by hour, so that each fire is taken up in time.
    private void moveThrough(int days) {
        for (int hour = 0; hour < days * 24; hour++) {
            scene.time().advance(Duration.ofHours(1));
            until(
                    "nothing is due",
                    () -> scene.ledger()
                                    .schedule()
                                    .nextFireAt()
                                    .isAfter(scene.time().now())
                            && scene.ledger().ended() == scene.ledger().count());
        }
    }
}
