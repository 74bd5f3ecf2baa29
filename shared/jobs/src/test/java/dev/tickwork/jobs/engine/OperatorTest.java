package dev.tickwork.jobs.engine;

import static dev.tickwork.jobs.engine.Scene.NOON;
import static dev.tickwork.testservers.Await.done;
import static dev.tickwork.testservers.Await.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.tickwork.domain.Fault;
import dev.tickwork.jobs.By;
import dev.tickwork.jobs.Enqueued;
import dev.tickwork.jobs.JobOperator;
import dev.tickwork.jobs.JobOperator.NotNow;
import dev.tickwork.jobs.JobOperator.NotThere;
import dev.tickwork.jobs.JobOperator.ScheduleWish;
import dev.tickwork.jobs.JobOutcome;
import dev.tickwork.jobs.Origin;
import dev.tickwork.jobs.RetryPolicy;
import dev.tickwork.jobs.RetryRule;
import dev.tickwork.jobs.RunRequest;
import dev.tickwork.jobs.Schedule;
import dev.tickwork.jobs.Unique;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class OperatorTest {
    private static final By ANN = new By("ann", "operator", "try harder");
    private static final ScheduleWish NOTHING = new ScheduleWish(null, null, null, null, null, null);
    private static final RunRequest REQUEST = RunRequest.of("price-fetch", Origin.api("bob"));
    private static final String LINEAGE = """
            SELECT concat_ws(' ', rerun_of, trigger, asked_by, priority, args::text) AS said
              FROM job_runs
             WHERE id = $1
            """;
    private static final String OF_SCHEDULE = """
            SELECT s.last_run_id::text AS said
              FROM job_schedules s
              JOIN job_runs r ON r.id = s.last_run_id AND r.schedule = s.name AND r.fire_at IS NULL
            """;
    private static final String ACTIONS = """
            SELECT action || ' ' || target AS said
              FROM job_audit
             ORDER BY id
            """;

    @RegisterExtension
    final Scene scene = new Scene();

    @Test
    void a_run_that_waits_for_its_next_attempt_begins_now() {
        var policy = RetryPolicy.of(RetryRule.fixed(3, Duration.ofHours(1), Duration.ZERO));
        var job = ScriptedJob.asked("price-fetch", policy, run -> Future.failedFuture(new Fault.Transient("no", null)));
        UUID run = enqueued(job, REQUEST);
        until("it waits", () -> scene.ledger().state(run).equals("RETRY"));
        job.nowDoes(ScriptedJob::done);

        UUID same = operate((operator, tx) -> operator.retry(tx, run, ANN));
        until("it ended", () -> scene.ledger().ended() == 1);

        assertThat(same).isEqualTo(run);
        assertThat(scene.ledger().run(run).attempt()).isEqualTo(2);
        assertThat(scene.ledger().said(ACTIONS)).containsExactly("run.retry " + run);
    }

    @Test
    void a_delayed_run_begins_now() {
        UUID run = enqueued(
                ScriptedJob.asked("price-fetch", ScriptedJob::done), REQUEST.at(NOON.plus(Duration.ofHours(1))));

        operate((operator, tx) -> operator.retry(tx, run, ANN));
        until("it ended", () -> scene.ledger().ended() == 1);

        assertThat(scene.ledger().state(run)).isEqualTo("SUCCESS");
    }

    @Test
    void a_failed_run_runs_again_as_a_new_one_that_names_it() {
        var job = ScriptedJob.asked("price-fetch", run -> Future.failedFuture(new Fault.Permanent("no", null)));
        UUID old = enqueued(job, REQUEST.prior(7).with(new EnqueueTest.Symbol("XAUUSD")));
        until("it failed", () -> scene.ledger().ended() == 1);
        job.nowDoes(ScriptedJob::done);

        UUID again = operate((operator, tx) -> operator.retry(tx, old, ANN));
        until("both ended", () -> scene.ledger().ended() == 2);

        assertThat(scene.ledger().state(old)).isEqualTo("FAILURE");
        assertThat(scene.ledger().state(again)).isEqualTo("SUCCESS");
        assertThat(scene.ledger().said(LINEAGE, again)).containsExactly(old + " rerun ann 7 {\"symbol\": \"XAUUSD\"}");
    }

    @Test
    void what_runs_or_succeeded_is_not_retried_but_what_succeeded_may_run_again() {
        Promise<JobOutcome> slow = Promise.promise();
        UUID run = enqueued(ScriptedJob.asked("price-fetch", context -> slow.future()), REQUEST);
        until("it runs", () -> scene.ledger().state(run).equals("STARTED"));

        assertThatThrownBy(() -> operate((operator, tx) -> operator.retry(tx, run, ANN)))
                .isInstanceOf(NotNow.class)
                .hasMessageContaining("started");
        assertThatThrownBy(() -> operate((operator, tx) -> operator.rerun(tx, run, ANN)))
                .isInstanceOf(NotNow.class);
        slow.complete(JobOutcome.Done.all(0, 1));
        until("it ended", () -> scene.ledger().ended() == 1);
        assertThatThrownBy(() -> operate((operator, tx) -> operator.retry(tx, run, ANN)))
                .isInstanceOf(NotNow.class);
        operate((operator, tx) -> operator.rerun(tx, run, ANN));
        until("both ended", () -> scene.ledger().ended() == 2);

        assertThat(scene.ledger().said(ACTIONS)).containsExactly("run.rerun " + run);
    }

    @Test
    void of_many_those_are_retried_that_can_be() {
        var job = ScriptedJob.asked("price-fetch", run -> Future.failedFuture(new Fault.Permanent("no", null)));
        UUID failed = enqueued(job, REQUEST);
        until("it failed", () -> scene.ledger().ended() == 1);
        job.nowDoes(ScriptedJob::done);
        UUID succeeded = done(scene.gateway().engine().enqueue(REQUEST)).runId();
        until("another succeeded", () -> scene.ledger().ended() == 2);
        UUID delayed = done(scene.gateway().engine().enqueue(REQUEST.at(NOON.plus(Duration.ofHours(1)))))
                .runId();

        Map<UUID, UUID> retried = operate(
                (operator, tx) -> operator.retryAll(tx, List.of(failed, succeeded, delayed, new UUID(7, 7)), ANN));
        until("all ended", () -> scene.ledger().ended() == 4);

        assertThat(retried).containsOnlyKeys(failed, delayed).containsEntry(delayed, delayed);
        assertThat(scene.ledger().state(retried.get(failed))).isEqualTo("SUCCESS");
        assertThat(scene.ledger().said(ACTIONS)).containsExactly("run.retry " + delayed, "run.rerun " + failed);
    }

    @Test
    void a_run_that_may_be_there_only_once_is_not_run_again_beside_another() {
        var job = ScriptedJob.asked("price-fetch", run -> Future.failedFuture(new Fault.Permanent("no", null)));
        RunRequest unique = REQUEST.once(Unique.live("XAUUSD"));
        UUID failed = enqueued(job, unique);
        until("it failed", () -> scene.ledger().ended() == 1);
        Promise<JobOutcome> slow = Promise.promise();
        job.nowDoes(run -> slow.future());
        UUID other = done(scene.gateway().engine().enqueue(unique)).runId();

        assertThatThrownBy(() -> operate((operator, tx) -> operator.retry(tx, failed, ANN)))
                .isInstanceOf(NotNow.class)
                .hasMessageContaining(other.toString());
        assertThatThrownBy(() -> operate((operator, tx) -> operator.rerun(tx, failed, ANN)))
                .isInstanceOf(NotNow.class);
        slow.complete(JobOutcome.Done.all(0, 1));
        until("the other ended", () -> scene.ledger().ended() == 2);
        operate((operator, tx) -> operator.retry(tx, failed, ANN));
        until("all ended", () -> scene.ledger().ended() == 3);

        assertThat(scene.ledger().said(ACTIONS)).containsExactly("run.rerun " + failed);
    }

    @Test
    void a_run_that_runs_again_stands_in_the_way_as_it_did_before() {
        UUID called = enqueued(
                ScriptedJob.asked(
                        "price-fetch", run -> Promise.<JobOutcome>promise().future()),
                REQUEST.at(NOON.plusSeconds(60)).once(Unique.live("XAUUSD")));
        operate((operator, tx) -> operator.cancel(tx, called, ANN));

        UUID again = operate((operator, tx) -> operator.retry(tx, called, ANN));

        assertThat(done(scene.gateway().engine().enqueue(REQUEST.once(Unique.live("XAUUSD")))))
                .isEqualTo(new Enqueued(again, false));
    }

    @Test
    void of_many_that_do_the_same_one_runs_again() {
        var job = ScriptedJob.asked("price-fetch", run -> Future.failedFuture(new Fault.Permanent("no", null)));
        UUID one = enqueued(job, REQUEST.once(Unique.live("XAUUSD")));
        until("it failed", () -> scene.ledger().ended() == 1);
        TestNode gateway = scene.gateway();
        UUID two = done(gateway.engine().enqueue(REQUEST.once(Unique.live("XAUUSD"))))
                .runId();
        UUID silver = done(gateway.engine().enqueue(REQUEST.once(Unique.live("XAGUSD"))))
                .runId();
        until("all failed", () -> scene.ledger().ended() == 3);

        Map<UUID, UUID> again = operate((operator, tx) -> operator.retryAll(tx, List.of(one, two, silver), ANN));

        assertThat(again).hasSize(2).containsKey(silver);
        assertThat(scene.ledger().said(ACTIONS)).hasSize(2);
    }

    @Test
    void what_is_not_there_is_said_to_be_not_there() {
        enqueued(ScriptedJob.asked("price-fetch", ScriptedJob::done), REQUEST);

        assertThatThrownBy(() -> operate((operator, tx) -> operator.retry(tx, new UUID(7, 7), ANN)))
                .isInstanceOf(NotThere.class);
        assertThatThrownBy(() -> operate((operator, tx) -> operator.runSchedule(tx, "nothing", ANN)))
                .isInstanceOf(NotThere.class);
    }

    @Test
    void a_paused_schedule_fires_no_more_and_is_caught_up_when_it_is_resumed() {
        var job = ScriptedJob.every(Duration.ofSeconds(2), ScriptedJob::done);
        done(scene.node("a").engine().start(job));
        until("the first ended", () -> scene.ledger().ended() == 1);

        operate((operator, tx) -> operator.pauseSchedule(tx, "price-fetch", null, ANN));
        until("the node knows", () -> !scene.time().nextAlarm().orElseThrow().isBefore(NOON.plusSeconds(5)));
        scene.time().advance(Duration.ofMinutes(1));
        int paused = job.runs().size();
        operate((operator, tx) -> operator.resumeSchedule(tx, "price-fetch", ANN));
        until("it is caught up", () -> scene.ledger().ended() == 2);

        assertThat(paused).isEqualTo(1);
        assertThat(job.fires()).hasSize(2);
    }

    @Test
    void a_schedule_is_changed_at_once_and_changed_back() {
        var job = ScriptedJob.every(Duration.ofHours(1), ScriptedJob::done);
        TestNode node = scene.node("a");
        done(node.engine().start(job));
        until("the first ended", () -> scene.ledger().ended() == 1);

        operate((operator, tx) -> operator.changeSchedule(tx, "price-fetch", every(Duration.ofSeconds(10)), 1, ANN));
        Instant sooner = scene.ledger().schedule().nextFireAt();
        until("the node knows", () -> scene.time().nextAlarm().orElseThrow().isBefore(NOON.plusSeconds(11)));
        scene.advance(Duration.ofSeconds(10), 2);
        operate((operator, tx) -> operator.changeSchedule(tx, "price-fetch", NOTHING, 2, ANN));

        assertThat(sooner).isEqualTo(NOON.plusSeconds(10));
        assertThat(scene.ledger().schedule().nextFireAt()).isEqualTo(NOON.plusSeconds(3610));
        assertThat(scene.ledger().said(ACTIONS))
                .containsExactly("schedule.change price-fetch", "schedule.change price-fetch");
    }

    @Test
    void a_schedule_may_be_put_on_a_cron_expression() {
        done(scene.node("a").engine().start(ScriptedJob.every(Duration.ofHours(1), ScriptedJob::done)));
        until("the first ended", () -> scene.ledger().ended() == 1);

        operate((operator, tx) -> operator.changeSchedule(
                tx,
                "price-fetch",
                new ScheduleWish(null, "30 6 * * *", "Asia/Kolkata", "ALLOW", "SKIP", "https://beat.example.org/1"),
                1,
                ANN));

        assertThat(scene.ledger().schedule().nextFireAt()).isEqualTo(Instant.parse("2026-03-03T01:00:00Z"));
    }

    @Test
    void a_wish_survives_the_next_start_of_a_node() {
        TestNode node = scene.node("a");
        var job = ScriptedJob.every(Duration.ofSeconds(5), ScriptedJob::done);
        done(node.engine().start(job));
        until("the first ended", () -> scene.ledger().ended() == 1);
        operate((operator, tx) -> operator.changeSchedule(tx, "price-fetch", every(Duration.ofHours(2)), 1, ANN));

        done(scene.node("b").engine().start(ScriptedJob.every(Duration.ofSeconds(5), ScriptedJob::done)));

        assertThat(scene.ledger().schedule().nextFireAt()).isEqualTo(NOON.plus(Duration.ofHours(2)));
    }

    @Test
    void who_saw_an_older_version_changes_nothing() {
        done(scene.node("a").engine().start(ScriptedJob.every(Duration.ofHours(1), ScriptedJob::done)));

        assertThatThrownBy(() -> operate((operator, tx) ->
                        operator.changeSchedule(tx, "price-fetch", every(Duration.ofHours(2)), 7, ANN)))
                .isInstanceOf(NotNow.class)
                .hasMessageContaining("its version is 1 and not 7");
    }

    @Test
    void a_wish_that_makes_no_sense_is_refused_in_words() {
        assertThatThrownBy(() -> every(Duration.ofMillis(999))).hasMessageContaining("at least");
        assertThatThrownBy(() -> new ScheduleWish(null, "61 * * * *", "UTC", null, null, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("61");
        assertThatThrownBy(() -> new ScheduleWish(null, "1 * * * *", "Mars/Base", null, null, null))
                .hasMessageContaining("Mars/Base");
        assertThatThrownBy(() -> new ScheduleWish(null, "1 * * * *", null, null, null, null))
                .hasMessageContaining("together");
        assertThatThrownBy(() -> new ScheduleWish(Duration.ofHours(1), "1 * * * *", "UTC", null, null, null))
                .hasMessageContaining("together");
        assertThatThrownBy(() -> new ScheduleWish(null, null, null, "SOMEHOW", null, null))
                .hasMessageContaining("overlap");
        assertThatThrownBy(() -> new ScheduleWish(null, null, null, null, null, "ftp://x"))
                .hasMessageContaining("heartbeatUrl");
    }

    @Test
    void a_schedule_is_run_now_with_its_arguments_beside_its_fires() {
        var job = ScriptedJob.scheduled(
                Schedule.every(Duration.ofHours(1)).with(new EnqueueTest.Symbol("XAUUSD")), ScriptedJob::done);
        done(scene.node("a").engine().start(job));
        until("the first ended", () -> scene.ledger().ended() == 1);

        UUID run = operate((operator, tx) -> operator.runSchedule(tx, "price-fetch", ANN));
        until("both ended", () -> scene.ledger().ended() == 2);

        assertThat(scene.ledger().said(LINEAGE, run)).containsExactly("api ann 0 {\"symbol\": \"XAUUSD\"}");
        assertThat(scene.ledger().said(OF_SCHEDULE)).containsExactly(run.toString());
        assertThat(scene.ledger().schedule().nextFireAt()).isEqualTo(NOON.plus(Duration.ofHours(1)));
    }

    @Test
    void a_run_that_somebody_asked_of_a_schedule_waits_for_the_switch() {
        var job = ScriptedJob.every(Duration.ofHours(1), ScriptedJob::done);
        done(scene.node("a").engine().start(job));
        until("the first ended", () -> scene.ledger().ended() == 1);
        job.nowDoes(run -> Future.failedFuture(new Fault.Disabled("sync is off", null)));

        UUID run = operate((operator, tx) -> operator.runSchedule(tx, "price-fetch", ANN));
        until("it waits", () -> "sync is off".equals(scene.ledger().run(run).heldReason()));

        assertThat(scene.ledger().state(run)).isEqualTo("PENDING");
        assertThat(scene.ledger().schedule().heldSince()).isNull();
    }

    @Test
    void what_is_rolled_back_was_never_done_nor_audited() {
        UUID run = enqueued(ScriptedJob.asked("price-fetch", ScriptedJob::done), REQUEST.at(NOON.plusSeconds(60)));

        assertThatThrownBy(() -> operate((operator, tx) -> operator.cancel(tx, run, ANN)
                        .compose(done -> Future.failedFuture(new IllegalStateException("no")))))
                .hasMessage("no");

        assertThat(scene.ledger().state(run)).isEqualTo("PENDING");
        assertThat(scene.ledger().said(ACTIONS)).isEqualTo(List.of());
    }

    private static ScheduleWish every(Duration every) {
        return new ScheduleWish(every, null, null, null, null, null);
    }

    @CanIgnoreReturnValue
    private UUID enqueued(ScriptedJob job, RunRequest request) {
        TestNode node = scene.node("a");
        done(node.engine().start(job));
        return done(node.engine().enqueue(request)).runId();
    }

    @CanIgnoreReturnValue
    private <T> T operate(BiFunction<JobOperator, Tx, Future<T>> action) {
        TestNode gateway = scene.gateway();
        return done(gateway.database().write(tx -> action.apply(gateway.engine().operator(), tx)));
    }
}
