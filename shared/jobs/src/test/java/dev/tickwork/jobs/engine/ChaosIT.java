package dev.tickwork.jobs.engine;

import static dev.tickwork.testservers.Await.done;
import static dev.tickwork.testservers.Await.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tickwork.domain.time.Alarm;
import dev.tickwork.domain.time.Time;
import dev.tickwork.jobs.EngineSettings;
import dev.tickwork.jobs.JobOutcome;
import dev.tickwork.jobs.Origin;
import dev.tickwork.jobs.RetryPolicy;
import dev.tickwork.jobs.RetryRule;
import dev.tickwork.jobs.RunContext;
import dev.tickwork.jobs.RunRequest;
import dev.tickwork.testservers.TcpProxy;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A thousand runs, each with one effect, while nodes are killed, cut from Postgres and stand still, and Postgres throws
 * everybody out.
 */
class ChaosIT {
    private static final int RUNS = 1000;
    private static final String EFFECT = """
            INSERT INTO effects (run_id)
            VALUES ($1)
            """;
    private static final String ENDS = """
            SELECT state || ' ' || count(*) AS said
              FROM job_runs
             GROUP BY state
            """;
    private static final String DOUBTFUL = """
            SELECT r.id || ' ' || r.state || ' ' || count(e.run_id) AS said
              FROM job_runs r
              LEFT JOIN effects e ON e.run_id = r.id
             GROUP BY r.id, r.state
            HAVING (r.state = 'SUCCESS') <> (count(e.run_id) = 1)
                OR count(e.run_id) > 1
            """;
    private static final String TWICE = """
            SELECT id::text AS said
              FROM job_runs
             GROUP BY id
            HAVING count(*) > 1
            """;
    private static final String THROW_OUT = """
            SELECT count(pg_terminate_backend(pid)) AS gone
              FROM pg_stat_activity
             WHERE datname = current_database()
               AND application_name <> current_setting('application_name')
            """;

    @RegisterExtension
    final Scene scene = new Scene();

    private final Vertx vertx = Vertx.vertx();
    private final List<TcpProxy> wires = new ArrayList<>();
    private final List<TestNode> nodes = new ArrayList<>();
    private final List<Clock> clocks = new ArrayList<>();
    private int born;

    @Test
    void every_run_ends_once_and_its_effect_is_there_once() {
        chaos(new Random(1));
    }

    @Tag("soak")
    @RepeatedTest(20)
    void every_run_ends_once_and_its_effect_is_there_once_every_time() {
        chaos(new Random());
    }

    private void chaos(Random random) {
        scene.closedAfterwards(() -> done(vertx.close()));
        scene.makeEffects();
        for (int i = 0; i < 4; i++) {
            join();
        }
        done(nodes.get(0).engine().enqueueAll(Collections.nCopies(RUNS, RunRequest.of("effect", Origin.EVENT))));

        List<Runnable> troubles =
                new ArrayList<>(List.of(() -> kill(0), () -> cut(1), () -> standStill(2), this::throwAllOut));
        Collections.shuffle(troubles, random);
        for (int trouble = 0; trouble < troubles.size(); trouble++) {
            int before = RUNS / 10 * (trouble + 1);
            goOnUntil("some ran", () -> scene.effects() >= before);
            troubles.get(trouble).run();
        }
        wires.get(1).restore();
        goOnUntil(
                "all are over",
                () -> scene.ledger().count() == RUNS && scene.ledger().ended() == RUNS);
        clocks.get(2).goOn();
        beat(8);

        assertThat(scene.ledger().said(ENDS)).containsExactly("SUCCESS " + RUNS);
        assertThat(scene.ledger().said(DOUBTFUL)).isEmpty();
        assertThat(scene.ledger().said(TWICE)).isEmpty();
        assertThat(scene.effects()).isEqualTo(RUNS);
    }

    private void join() {
        TcpProxy wire = scene.closedAfterwards(TcpProxy.to(scene.url()));
        var clock = new Clock(scene.time());
        TestNode node = scene.closedAfterwards(
                new TestNode("node" + born++, wire.through(scene.url()), clock, EngineSettings.DEFAULT));
        wires.add(wire);
        clocks.add(clock);
        nodes.add(node);
        var often = RetryPolicy.of(RetryRule.fixed(20, Duration.ofSeconds(1), Duration.ZERO));
        done(node.engine().start(ScriptedJob.asked("effect", often, this::effect)));
    }

    private Future<JobOutcome> effect(RunContext run) {
        Promise<JobOutcome> later = Promise.promise();
        vertx.timer(20, TimeUnit.MILLISECONDS)
                .onSuccess(now ->
                        later.complete(JobOutcome.Done.all(0, 1).writing(tx -> tx.execute(EFFECT, run.runId()))));
        return later.future();
    }

    private void kill(int node) {
        wires.get(node).cut();
        nodes.get(node).die();
        join();
    }

    private void cut(int node) {
        wires.get(node).cut();
    }

    private void standStill(int node) {
        clocks.get(node).stop();
    }

    private void throwAllOut() {
        done(scene.database().write(tx -> tx.query(THROW_OUT, row -> row.integer("gone"))));
    }

    private void goOnUntil(String what, java.util.function.BooleanSupplier claim) {
        until(what, () -> {
            beat(1);
            return claim.getAsBoolean();
        });
    }

    // A second passes for every few milliseconds, so that the silent are given up in time.
    private void beat(int seconds) {
        for (int i = 0; i < seconds; i++) {
            scene.time().advance(Duration.ofSeconds(1));
            done(vertx.timer(30, TimeUnit.MILLISECONDS));
        }
    }

    /** A node's own clock, which may stand still while that of the others goes on. */
    private static final class Clock implements Time {
        private final Time real;
        private final List<Sleeper> sleepers = new ArrayList<>();
        private Instant stoppedAt;

        Clock(Time real) {
            this.real = real;
        }

        @Override
        public synchronized Instant now() {
            return stoppedAt == null ? real.now() : stoppedAt;
        }

        @Override
        public synchronized Alarm wakeAt(Instant when, Runnable wake) {
            var sleeper = new Sleeper(wake);
            sleeper.alarm = real.wakeAt(when, () -> wake(sleeper));
            return sleeper;
        }

        synchronized void stop() {
            stoppedAt = real.now();
        }

        void goOn() {
            List<Sleeper> late;
            synchronized (this) {
                stoppedAt = null;
                late = List.copyOf(sleepers);
                sleepers.clear();
            }
            late.forEach(Sleeper::wake);
        }

        private void wake(Sleeper sleeper) {
            synchronized (this) {
                if (stoppedAt != null) {
                    sleepers.add(sleeper);
                    return;
                }
            }
            sleeper.wake();
        }

        /** Somebody who waits on this clock. */
        private static final class Sleeper implements Alarm {
            private final Runnable whenAwake;
            private volatile Alarm alarm = () -> {};
            private volatile boolean cancelled;

            Sleeper(Runnable whenAwake) {
                this.whenAwake = whenAwake;
            }

            void wake() {
                if (!cancelled) {
                    whenAwake.run();
                }
            }

            @Override
            public void cancel() {
                cancelled = true;
                alarm.cancel();
            }
        }
    }
}
