package dev.tickwork.jobs;

import static dev.tickwork.jobs.Await.done;
import static dev.tickwork.jobs.Scene.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tickwork.jobs.ScheduleStore.Claimed;
import dev.tickwork.postgres.Database;
import dev.tickwork.postgres.PostgresConfig;
import dev.tickwork.postgres.PostgresUrl;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ScheduleStoreTest {
    private static final Vertx NOWHERE = Vertx.vertx();
    private static final Cadence EVERY_5_S = Cadence.of(Duration.ofSeconds(5));

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
        jobs.forEach(job -> done(database.write(tx -> store.register(tx, job.definition(), NOON, NOON))));
    }

    @Test
    void each_fire_is_claimed_by_one_of_many_that_try_at_once() {
        List<Future<List<Claimed>>> attempts =
                IntStream.range(0, 40).mapToObj(this::claim).toList();

        done(Future.all(attempts));

        assertThat(attempts.stream().flatMap(attempt -> attempt.result().stream()))
                .hasSize(jobs.size())
                .allMatch(Claimed::isBorn);
        assertThat(scene.ledger().runs()).hasSize(jobs.size());
    }

    @Test
    void a_fire_that_is_in_the_ledger_already_bears_no_run() {
        done(claim(0));
        done(database.write(tx -> tx.execute("UPDATE job_runs SET state = 'SUCCESS', finished_at = $1", NOON)));
        done(database.write(tx -> tx.execute("UPDATE job_schedules SET next_fire_at = $1", NOON)));

        List<Claimed> again = done(claim(1));

        assertThat(again).hasSize(jobs.size()).noneMatch(Claimed::isBorn);
        assertThat(scene.ledger().runs()).hasSize(jobs.size());
    }

    private Future<List<Claimed>> claim(int node) {
        var store = new ScheduleStore("node-" + node);
        return database.write(tx -> store.claim(tx, fires(), NOON));
    }

    private List<Fire> fires() {
        Instant next = NOON.plusSeconds(5);
        return jobs.stream()
                .map(job -> new Fire(job, UUID.randomUUID(), NOON, EVERY_5_S, next))
                .toList();
    }

    private static StartedJob startedJob(String name) {
        var definition = new JobDefinition(
                name, List.of(), JobQueue.DEFAULT, ScriptedJob.LIMITS, Schedule.every(Duration.ofSeconds(5)));
        var job = new ScriptedJob(definition, ScriptedJob::done);
        return new StartedJob(job, definition, NOWHERE.getOrCreateContext(), NOON);
    }
}
