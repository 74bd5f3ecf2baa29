package dev.tickwork.jobs.engine;

import static dev.tickwork.jobs.engine.Scene.NOON;
import static dev.tickwork.testservers.Await.done;
import static dev.tickwork.testservers.Await.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tickwork.domain.Fault;
import dev.tickwork.jobs.EngineRole;
import dev.tickwork.jobs.EngineSettings;
import dev.tickwork.jobs.JobStatus;
import dev.tickwork.jobs.LastError;
import dev.tickwork.jobs.Schedule;
import dev.tickwork.jobs.cron.Cron;
import dev.tickwork.messages.Wire;
import dev.tickwork.testservers.TcpProxy;
import io.vertx.core.Future;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class StatusTest {
    private static final Duration EVERY = Duration.ofSeconds(5);

    @RegisterExtension
    final Scene scene = new Scene();

    @Test
    void a_job_that_runs_is_shown_as_its_callers_know_it_and_with_the_truth_beside() {
        TestNode node = scene.node("a");
        done(node.engine().start(ScriptedJob.every(EVERY, ScriptedJob::done)));
        until("its node is known", () -> scene.ledger().seenAt("a-1") != null);
        until("it ended", () -> scene.ledger().ended() == 1);

        String json = Wire.encode(done(node.engine().status()));

        assertThat(json)
                .startsWith("{\"jobs\":[{\"name\":\"PriceFetcherJob\",\"running\":true,\"interval_seconds\":5,")
                .contains(
                        "\"node\":\"a\"", "\"next_due\":\"2026-03-02T12:00:05Z\"", "\"last_success\":\"" + NOON + "\"")
                .contains("\"runs\":1,\"error_rate\":0.0,\"average_ms\":0,", "\"overdue\":false")
                .endsWith("\"total_jobs\":1,\"complete\":true}");
    }

    @Test
    void failures_of_the_last_hour_are_counted() {
        TestNode node = scene.node("a");
        var job = ScriptedJob.every(EVERY, run -> Future.failedFuture(new Fault.Transient("no answer", null)));
        done(node.engine().start(job));
        until("it failed", () -> scene.ledger().ended() == 1);
        job.nowDoes(ScriptedJob::done);
        scene.advance(EVERY, 2);
        scene.advance(EVERY, 3);
        scene.advance(EVERY, 4);

        JobStatus status = only(node);
        scene.advance(Duration.ofHours(1).minusSeconds(10), 5);
        JobStatus later = only(node);

        assertThat(status.runs()).isEqualTo(4);
        assertThat(status.errorRate()).isEqualTo(0.25);
        assertThat(status.lastError()).isEqualTo(new LastError(NOON, "transient", "no answer"));
        assertThat(later.errorRate()).isZero();
        assertThat(later.lastError()).isEqualTo(status.lastError());
    }

    @Test
    void a_job_whose_node_died_is_not_running_and_overdue() {
        TestNode dying = scene.node("a");
        done(dying.engine().start(ScriptedJob.every(EVERY, ScriptedJob::done)));
        until("it ended", () -> scene.ledger().ended() == 1);
        TestNode other = scene.node("b");

        dying.die();
        scene.time().advance(Duration.ofSeconds(21));
        JobStatus status = only(other);

        assertThat(status.running()).isFalse();
        assertThat(status.overdue()).isTrue();
        assertThat(status.node()).isEqualTo("a");
    }

    @Test
    void a_daily_fire_that_nobody_makes_is_overdue_seconds_after_its_moment() {
        TcpProxy wire = scene.closedAfterwards(TcpProxy.to(scene.url()));
        TestNode worker = scene.nodeAt("w", wire.through(scene.url()), EngineSettings.DEFAULT.as(EngineRole.WORKER));
        done(worker.engine()
                .start(ScriptedJob.scheduled(Schedule.at(Cron.of("0 13 * * *", "UTC")), ScriptedJob::done)));

        scene.time().advance(Duration.ofHours(1).plusSeconds(5));
        boolean early = only(worker).overdue();
        scene.time().advance(Duration.ofSeconds(1));
        boolean late = only(worker).overdue();
        wire.cut();
        until("it goes by its memory", () -> !done(worker.engine().status()).complete());

        assertThat(early).isFalse();
        assertThat(late).isTrue();
        assertThat(only(worker).overdue()).isTrue();
    }

    @Test
    void a_job_that_was_stopped_is_not_running() {
        TestNode node = scene.node("a");
        var job = ScriptedJob.every(EVERY, ScriptedJob::done);
        done(node.engine().start(job));
        until("it ended", () -> scene.ledger().ended() == 1);

        done(node.engine().stop(job));

        until("the others know", () -> !only(node).running());
    }

    @Test
    void what_works_only_in_part_says_why_until_it_works_again() {
        TestNode node = scene.node("a");
        done(node.engine().start(ScriptedJob.every(EVERY, ScriptedJob::done)));
        until("it ended", () -> scene.ledger().ended() == 1);

        node.engine().degraded("price-fetch", "redis is away");
        until("all know", () -> "a: redis is away".equals(only(node).degraded()));
        node.engine().degraded("price-fetch", null);
        until("all know that it is over", () -> only(node).degraded() == null);

        assertThat(only(node).running()).isTrue();
    }

    private static JobStatus only(TestNode node) {
        return done(node.engine().status()).jobs().get(0);
    }
}
