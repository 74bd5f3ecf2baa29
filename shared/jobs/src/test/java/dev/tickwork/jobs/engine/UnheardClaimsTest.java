package dev.tickwork.jobs.engine;

import static dev.tickwork.testservers.Await.done;
import static dev.tickwork.testservers.Await.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tickwork.jobs.EngineSettings;
import dev.tickwork.jobs.Enqueued;
import dev.tickwork.jobs.JobDefinition;
import dev.tickwork.jobs.JobOutcome;
import dev.tickwork.jobs.JobQueue;
import dev.tickwork.jobs.Origin;
import dev.tickwork.jobs.RunRequest;
import dev.tickwork.testservers.TcpProxy;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Claims that Postgres commits when nobody waits for the answer any more. */
class UnheardClaimsTest {
    private static final Duration EVERY = Duration.ofSeconds(10);
    private static final String WAIT = """
            CREATE FUNCTION wait() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                PERFORM pg_advisory_xact_lock(42);
                RETURN NEW;
            END $$
            """;
    private static final String WAIT_BEFORE_THE_COMMIT = """
            CREATE CONSTRAINT TRIGGER wait_before_the_commit
             AFTER INSERT OR UPDATE ON job_queue
        DEFERRABLE INITIALLY DEFERRED
               FOR EACH ROW
              WHEN (NEW.state = 'STARTED')
           EXECUTE FUNCTION wait()
            """;
    private static final String LOCK = """
            SELECT pg_advisory_xact_lock(42)::text AS said
            """;
    private static final String WAITS = """
            SELECT 'one waits' AS said
              FROM pg_locks
             WHERE locktype = 'advisory'
               AND NOT granted
            """;
    private static final String READY = """
            INSERT INTO job_queue (id, job, queue, state, enqueued_at, run_at, is_ready, trigger)
            VALUES ($1, 'price-fetch', 'default', 'PENDING', $2, $2, true, 'event')
            """;
    private static final String OVER = """
            INSERT INTO job_history (id, job, queue, priority, state, attempt, node, enqueued_at, run_at, started_at,
                                     finished_at, rows_written, items_done, items_failed, had_result, trigger)
            SELECT id, job, queue, priority, 'SUCCESS', attempt, node, enqueued_at, run_at, started_at, started_at, 0, 0, 0,
                   false, trigger
              FROM job_queue
             WHERE id = $1
            """;
    private static final String QUEUED = """
            SELECT id::text AS said
              FROM job_queue
            """;

    @RegisterExtension
    final Scene scene = new Scene();

    private TcpProxy wire;

    @BeforeEach
    void connect() {
        wire = scene.closedAfterwards(TcpProxy.to(scene.url()));
        done(scene.database().write(tx -> tx.execute(WAIT).compose(made -> tx.execute(WAIT_BEFORE_THE_COMMIT))));
    }

    @Test
    void a_run_that_was_claimed_unheard_is_run_once_as_if_it_had_not_been() {
        TestNode node = scene.nodeAt("a", wire.through(scene.url()));
        var job = ScriptedJob.asked("price-fetch", ScriptedJob::done);
        done(node.engine().start(job));
        UUID run = claimUnheard(node);
        runOnceMore();

        assertThat(scene.ledger().state(run)).isEqualTo("SUCCESS");
        assertThat(scene.ledger().run(run).attempt()).isEqualTo(1);
        assertThat(job.runs()).hasSize(1);
    }

    @Test
    void a_claim_is_remembered_however_many_asked_in_vain_before() {
        TestNode node = scene.nodeAt("a", wire.through(scene.url()));
        var job = ScriptedJob.asked("price-fetch", ScriptedJob::done);
        done(node.engine().start(job));
        askInVain(node, 1100);
        UUID run = claimUnheard(node);
        runOnceMore();

        assertThat(scene.ledger().state(run)).isEqualTo("SUCCESS");
        assertThat(scene.ledger().run(run).attempt()).isEqualTo(1);
    }

    private void runOnceMore() {
        wire.restore();
        IntStream.range(0, 6).forEach(beat -> scene.beatAll("a-1"));
        until("it ended", () -> scene.ledger().ended() == 1);
    }

    private void askInVain(TestNode node, int times) {
        RunRequest request = RunRequest.of("price-fetch", Origin.api("ann"));
        wire.cut();
        until("it goes on without", () -> !done(node.engine().status()).complete());
        for (int time = 0; time < times; time++) {
            scene.time().advance(Duration.ofMillis(1));
            Future<Enqueued> asked = node.engine().enqueue(request);
            until("it is refused", asked::failed);
        }
        wire.restore();
        until("postgres is back", () -> done(node.engine().status()).complete());
    }

    // A fire that went on without Postgres may be over in the ledger before its own claim is committed at last.
    @Test
    void a_run_that_is_over_before_its_claim_is_committed_is_not_run_again() {
        TestNode node = scene.nodeAt("a", wire.through(scene.url()));
        var job = ScriptedJob.asked("price-fetch", ScriptedJob::done);
        done(node.engine().start(job));
        UUID run = claimUnheard(node);
        done(scene.database().write(tx -> tx.execute(OVER, run)));

        wire.restore();
        until("it is forgotten", () -> {
            scene.beatAll("a-1");
            return scene.ledger().said(QUEUED).isEmpty();
        });

        assertThat(job.runs()).isEmpty();
        assertThat(scene.ledger().states()).containsExactly("SUCCESS");
    }

    private UUID claimUnheard(TestNode node) {
        Promise<Void> released = Promise.promise();
        Future<Void> lock = lock(released);
        UUID run = readyRun();
        done(scene.database().write(tx -> tx.notify(NodeEngine.CHANNEL, "ready price-fetch")));
        until("its claim waits", this::isWaitedFor);
        wire.cut();
        until("it is cut off", () -> !node.database().isUp());
        released.complete();
        done(lock);
        until("the claim is committed", () -> scene.ledger().state(run).equals("STARTED"));
        return run;
    }

    @Test
    void a_fire_whose_claim_is_answered_too_late_is_run_once() {
        TestNode node = scene.nodeAt("a", scene.url(), EngineSettings.DEFAULT);
        var job = ScriptedJob.every(EVERY, ScriptedJob::done);
        done(node.engine().start(job));
        until("the first ended", () -> scene.ledger().ended() == 1);

        Promise<Void> released = Promise.promise();
        Future<Void> lock = lock(released);
        scene.time().advance(EVERY);
        until("its claim waits", this::isWaitedFor);
        until("the node goes on without", () -> !done(node.engine().status()).complete());
        released.complete();
        done(lock);
        until("the claim is committed", () -> scene.ledger().count() == 2);
        IntStream.range(0, 5).forEach(beat -> scene.beatAll("a-1"));
        until("both ended", () -> scene.ledger().ended() >= 2);

        assertThat(scene.ledger().states()).doesNotContain("FAILURE");
        assertThat(scene.ledger().runs().get(1).attempt()).isEqualTo(1);
        assertThat(job.fires()).startsWith(Scene.NOON, Scene.NOON.plus(EVERY)).doesNotHaveDuplicates();
    }

    @Test
    void what_a_run_waited_for_the_answer_to_its_claim_is_not_its_time() {
        TestNode node = scene.node("a");
        Promise<JobOutcome> slow = Promise.promise();
        var job = new ScriptedJob(
                JobDefinition.of("price-fetch", JobQueue.DEFAULT, ScriptedJob.LIMITS), run -> slow.future());
        done(node.engine().start(job));
        Promise<Void> released = Promise.promise();
        Future<Void> lock = lock(released);
        UUID run = readyRun();
        done(scene.database().write(tx -> tx.notify(NodeEngine.CHANNEL, "ready price-fetch")));
        until("its claim waits", this::isWaitedFor);
        scene.time().advance(Duration.ofMinutes(1));
        released.complete();
        done(lock);
        until("it has begun", () -> job.runs().size() == 1);
        boolean isToStop = job.runs().get(0).isCancelled();
        slow.complete(JobOutcome.Done.all(0, 1));
        until("it ended", () -> scene.ledger().ended() == 1);

        assertThat(isToStop).isFalse();
        assertThat(scene.ledger().state(run)).isEqualTo("SUCCESS");
    }

    private UUID readyRun() {
        UUID run = new UUID(0x019c_ae6b_6600_7000L, 0x8000_0000_0000_0001L);
        done(scene.database().write(tx -> tx.execute(READY, run, Scene.NOON)));
        return run;
    }

    /** Held until the promise is kept. */
    private Future<Void> lock(Promise<Void> released) {
        Promise<Void> locked = Promise.promise();
        Future<Void> lock = scene.database()
                .write(tx -> tx.query(LOCK, row -> row.text("said")).compose(held -> {
                    locked.complete();
                    return released.future();
                }));
        done(locked.future());
        return lock;
    }

    private boolean isWaitedFor() {
        return scene.ledger().said(WAITS).equals(List.of("one waits"));
    }
}
