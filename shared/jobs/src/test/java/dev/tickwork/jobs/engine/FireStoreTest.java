package dev.tickwork.jobs.engine;

import static dev.tickwork.jobs.engine.Scene.NOON;
import static dev.tickwork.testservers.Await.done;
import static dev.tickwork.testservers.Await.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tickwork.jobs.JobDefinition;
import dev.tickwork.jobs.JobQueue;
import dev.tickwork.jobs.Schedule;
import dev.tickwork.jobs.engine.EndingStore.EndedRun;
import dev.tickwork.jobs.engine.FireStore.FiredRun;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A node that was cut off and one that was not have both run a fire, and tell of it at the same moment. */
class FireStoreTest {
    private static final JobDefinition JOB = JobDefinition.of("price-fetch", JobQueue.DEFAULT, ScriptedJob.LIMITS)
            .scheduled(Schedule.every(Duration.ofSeconds(5)));
    private static final RunIdentity RUN = new RunIdentity(
            RunIds.ofFire("price-fetch", NOON), JOB, NOON, 1, 1, NOON, RunIdentity.Ties.ofFire("price-fetch", null));
    private static final FiredRun FIRED = new FiredRun(RUN.id(), "price-fetch", "price-fetch", NOON, null, null, true);
    private static final String WAITS = """
            SELECT 'one waits' AS said
              FROM pg_locks
             WHERE locktype = 'transactionid'
               AND NOT granted
            """;

    @RegisterExtension
    final Scene scene = new Scene();

    private final FireStore cutOff = new FireStore("a-1");
    private final FireStore other = new FireStore("b-1");

    @BeforeEach
    void makeKnown() {
        done(scene.database().write(tx -> new JobStore().register(tx, JOB)));
    }

    @Test
    void a_run_that_ends_while_it_is_born_late_is_not_born_again() {
        Set<UUID> started = done(scene.database().write(tx -> other.bear(tx, List.of(FIRED), NOON)));

        int born = whileUncommitted(tx -> end(tx, "b-1"), tx -> cutOff.bearLate(tx, RUN));

        assertThat(started).containsExactly(RUN.id());
        assertThat(born).isZero();
        assertThat(scene.ledger().states()).containsExactly("SUCCESS");
    }

    @Test
    void a_fire_whose_run_is_recorded_while_it_is_claimed_starts_nothing() {
        Set<UUID> started = whileUncommitted(
                tx -> cutOff.bearLate(tx, RUN).compose(born -> end(tx, "a-1")),
                tx -> other.bear(tx, List.of(FIRED), NOON));

        assertThat(started).isEmpty();
        assertThat(scene.ledger().states()).containsExactly("SUCCESS");
    }

    @Test
    void a_run_that_nobody_knows_is_born_late_once() {
        int first = done(scene.database().write(tx -> cutOff.bearLate(tx, RUN)));
        int second = done(scene.database().write(tx -> cutOff.bearLate(tx, RUN)));

        assertThat(first).isEqualTo(1);
        assertThat(second).isZero();
        assertThat(scene.ledger().states()).containsExactly("STARTED");
    }

    /** Commits the one only when the other waits for it. */
    private <T> T whileUncommitted(Function<Tx, Future<?>> one, Function<Tx, Future<T>> other) {
        Promise<Void> committed = Promise.promise();
        Promise<Void> isDone = Promise.promise();
        Future<Void> first = scene.database().write(tx -> one.apply(tx).compose(ended -> {
            isDone.complete();
            return committed.future();
        }));
        done(isDone.future());
        Future<T> second = scene.database().write(other);
        until("it waits", () -> scene.ledger().said(WAITS).equals(List.of("one waits")));
        committed.complete();
        done(first);
        return done(second);
    }

    private static Future<?> end(Tx tx, String node) {
        var ending = Ending.Finished.success(NOON, Figures.NONE);
        return new EndingStore(node).finish(tx, List.of(new EndedRun(RUN, ending)));
    }
}
