package dev.tickwork.runtime.notices;

import static dev.tickwork.runtime.notices.OutsideWorld.TOKEN;
import static dev.tickwork.testservers.Await.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tickwork.jobs.RunChange;
import dev.tickwork.jobs.RunState;
import dev.tickwork.jobs.notices.Heartbeats;
import dev.tickwork.postgres.Database;
import dev.tickwork.testkit.PostgresFixture;
import dev.tickwork.testservers.Await;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(PostgresFixture.class)
class ScheduleHeartbeatsTest {
    private static final String SCHEDULE = """
            INSERT INTO job_schedules (name, job, alias, queue, every_ms, effective_ms, next_fire_at, heartbeat_url)
            VALUES ($1, 'daily-etf', 'daily-etf', 'default', 1000, 1000, now(), $2)
            """;
    private static final String RUN = """
            INSERT INTO job_history (id, job, queue, priority, state, attempt, enqueued_at, run_at, finished_at,
                                     rows_written, items_done, items_failed, had_result, schedule, trigger)
            VALUES ($1, 'daily-etf', 'default', 0, $2, 1, now(), now(), now(), 0, 0, 0, false, $3, 'schedule')
            """;

    @TempDir
    private Path folder;

    private final List<String> told = new CopyOnWriteArrayList<>();
    private OutsideWorld world;
    private Database database;
    private ScheduleHeartbeats listener;

    @BeforeEach
    void open(Database connected) {
        database = connected;
        world = new OutsideWorld(folder);
        world.file("upstream.yaml", world.webhook("etf-watch", "/ping/" + TOKEN));
        world.file("notices.yaml", "heartbeats: {etf-watch: get}");
        listener = listener(
                new Heartbeats(world.time, new OutsideHeartbeats(world.upstream(), world.notices(), world.time)));
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void the_watcher_of_a_schedule_hears_of_its_success_by_address_or_by_name() {
        schedule("by-address", address());
        schedule("by-name", "etf-watch");

        succeed("by-address");
        Await.until("it heard", () -> world.asked.size() == 1);
        world.time.advance(Duration.ofMinutes(2));
        succeed("by-name");

        Await.until("it heard", () -> world.asked.size() == 2);
        assertThat(world.asked).containsOnly("GET /ping/" + TOKEN);
    }

    @Test
    void only_a_success_of_a_watched_schedule_is_told() {
        schedule("watched", "etf-watch");
        schedule("unwatched", null);
        listener = listener(recorded());

        run("watched", RunState.FAILURE);
        run("watched", RunState.REVOKED);
        run("unwatched", RunState.SUCCESS);
        run(null, RunState.SUCCESS);
        succeed("watched");

        Await.until("it was told", () -> !told.isEmpty());
        assertThat(told).containsExactly("etf-watch");
    }

    @Test
    void an_address_that_nobody_configured_is_not_called_and_its_secret_not_said() {
        schedule("unknown", "https://hc.example.com/s3cret");
        listener = listener(recorded());

        succeed("unknown");

        Await.until("it was told", () -> !told.isEmpty());
        assertThat(told).containsExactly("hc.example.com");
        assertThat(world.asked).isEmpty();
    }

    @Test
    void a_watcher_that_is_named_later_is_heard_of_within_a_minute() {
        schedule("nightly", null);
        listener = listener(recorded());
        succeed("nightly");
        done(database.write(tx -> tx.execute("UPDATE job_schedules SET heartbeat_url = 'etf-watch'")));

        world.time.advance(Duration.ofMinutes(1));
        succeed("nightly");

        Await.until("it was told", () -> !told.isEmpty());
    }

    private ScheduleHeartbeats listener(Heartbeats heartbeats) {
        return new ScheduleHeartbeats(database, world.time, world.outside(), heartbeats);
    }

    private Heartbeats recorded() {
        return new Heartbeats(world.time, name -> {
            told.add(name);
            return Future.succeededFuture();
        });
    }

    private String address() {
        return world.outside().webhooks().get("etf-watch").url().value();
    }

    private void schedule(String name, String watcher) {
        done(database.write(tx -> tx.execute(SCHEDULE, name, watcher)));
    }

    private void succeed(String schedule) {
        run(schedule, RunState.SUCCESS);
    }

    private void run(String schedule, RunState state) {
        UUID id = UUID.randomUUID();
        done(database.write(tx -> tx.execute(RUN, id, state.name(), schedule)));
        listener.changed(new RunChange(id, "daily-etf", state, 1, "desk", world.time.now(), Duration.ZERO, null, null));
    }
}
