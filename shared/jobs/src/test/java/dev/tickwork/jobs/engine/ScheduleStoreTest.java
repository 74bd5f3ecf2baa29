package dev.tickwork.jobs.engine;

import static dev.tickwork.jobs.engine.Scene.NOON;
import static dev.tickwork.testservers.Await.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tickwork.jobs.JobDefinition;
import dev.tickwork.jobs.JobQueue;
import dev.tickwork.jobs.Schedule;
import dev.tickwork.jobs.engine.ScheduleStore.ClaimedFire;
import dev.tickwork.postgres.Database;
import dev.tickwork.postgres.PostgresConfig;
import dev.tickwork.postgres.PostgresUrl;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ScheduleStoreTest {
    private static final String END_ALL = """
            WITH gone AS (
                DELETE FROM job_queue
                RETURNING id, job
            )
            INSERT INTO job_history (id, job, queue, priority, state, attempt, enqueued_at, run_at, finished_at,
                                     rows_written, items_done, items_failed, had_result, trigger)
            SELECT id, job, 'default', 0, 'SUCCESS', 1, $1, $1, $1, 0, 0, 0, false, 'schedule'
              FROM gone
            """;
    private static final Vertx NOWHERE = Vertx.vertx();

    @RegisterExtension
    final Scene scene = new Scene();

    private final List<StartedJob> jobs =
            List.of(startedJob("price-fetch"), startedJob("news-fetch"), startedJob("fx-sync"));
    private Database database;

    @BeforeEach
    void connect() {
        Vertx vertx = Vertx.vertx();
        database = Database.connect(vertx, PostgresConfig.standard(PostgresUrl.parse(scene.url()), "claims"));
        scene.closedAfterwards(() -> done(vertx.close()));
        scene.closedAfterwards(() -> done(database.close()));
        var store = new ScheduleStore("a-1");
        jobs.forEach(job -> done(database.write(tx -> new JobStore()
                .register(tx, job.definition())
                .compose(known -> store.register(tx, job.schedules().get(0), NOON, NOON)))));
    }

    @Test
    void each_fire_is_claimed_by_one_of_many_that_try_at_once() {
        List<Future<List<ClaimedFire>>> attempts =
                IntStream.range(0, 40).mapToObj(this::claim).toList();

        done(Future.all(attempts));

        assertThat(attempts.stream().flatMap(attempt -> attempt.result().stream()))
                .hasSize(jobs.size());
    }

    @Test
    void a_fire_that_is_in_the_ledger_already_bears_no_run() {
        var workshop = new Workshop(scene.node("a").parts(), new EngineContext(NOWHERE.getOrCreateContext()));
        var cancelling = new Cancelling(workshop.cancels(), new OperatorStore());
        Firing firing = new Firing(workshop.schedules(), workshop.fires(), cancelling);
        done(database.write(tx -> firing.fire(tx, fires(), Set.copyOf(fires()), NOON)));
        done(database.write(tx -> tx.execute("UPDATE job_schedules SET next_fire_at = $1", NOON)));
        done(database.write(tx -> tx.execute(END_ALL, NOON)));

        Firing.Fired again = done(database.write(tx -> firing.fire(tx, fires(), Set.copyOf(fires()), NOON)));

        assertThat(again.claimed()).hasSize(jobs.size());
        assertThat(again.started()).isEmpty();
        assertThat(scene.ledger().states()).hasSize(jobs.size()).containsOnly("SUCCESS");
    }

    private Future<List<ClaimedFire>> claim(int node) {
        var store = new ScheduleStore("node-" + node);
        return database.write(tx -> store.claim(tx, fires(), NOON));
    }

    private List<Fire> fires() {
        return jobs.stream().map(job -> job.schedules().get(0).fire(NOON)).toList();
    }

    private static StartedJob startedJob(String name) {
        var definition = JobDefinition.of(name, JobQueue.DEFAULT, ScriptedJob.LIMITS)
                .scheduled(Schedule.every(Duration.ofSeconds(5)));
        return new StartedJob(new ScriptedJob(definition, ScriptedJob::done), NOWHERE.getOrCreateContext(), NOON);
    }
}
