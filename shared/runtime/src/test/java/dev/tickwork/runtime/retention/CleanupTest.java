package dev.tickwork.runtime.retention;

import static dev.tickwork.testservers.Await.done;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tickwork.domain.World;
import dev.tickwork.jobs.EngineParts;
import dev.tickwork.jobs.EnginePorts;
import dev.tickwork.jobs.EngineSettings;
import dev.tickwork.jobs.JobEngine;
import dev.tickwork.jobs.Origin;
import dev.tickwork.jobs.RunRequest;
import dev.tickwork.jobs.RunsKept;
import dev.tickwork.jobs.Schedule;
import dev.tickwork.jobs.WorkerNode;
import dev.tickwork.jobs.cron.Cron;
import dev.tickwork.jobs.notices.IncidentLog;
import dev.tickwork.jobs.notices.NoticeRules;
import dev.tickwork.messages.Wire;
import dev.tickwork.postgres.Database;
import dev.tickwork.testkit.PostgresFixture;
import dev.tickwork.testservers.Await;
import dev.tickwork.testservers.FakeTime;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Cleanups with a real engine. */
@ExtendWith(PostgresFixture.class)
class CleanupTest {
    private static final int DAY = 24 * 60;
    private static final String RESULT = """
            SELECT state || ' ' || coalesce(result::text, error, '') AS said
              FROM job_history
             WHERE id = $1
            """;
    private static final String REASONS = """
            SELECT held_reason
              FROM job_queue
             WHERE held_reason IS NOT NULL
            """;
    private static final String LAST = """
            SELECT id
              FROM job_runs
             WHERE job = 'cleanup'
             ORDER BY id DESC
             LIMIT 1
            """;

    @TempDir
    private Path folder;

    private final FakeTime time = new FakeTime(Things.NOON);
    private Database database;
    private JobEngine engine;
    private Retention retention;

    @BeforeEach
    void open(Database connected, Vertx vertx) {
        database = connected;
        engine = JobEngine.open(new EngineParts(
                vertx,
                connected,
                time,
                time.asClock(),
                new Random(1),
                new WorkerNode(UUID.randomUUID().toString(), "desk", "desk", 1, "0.1.0", Things.NOON, List.of()),
                EngineSettings.DEFAULT,
                new EnginePorts(
                        change -> {},
                        offset -> {},
                        UnaryOperator.identity(),
                        new IncidentLog(
                                new NoticeRules(Set.of(), Duration.ofMinutes(30), Map.of()), UUID::randomUUID))));
        var monthly = Schedule.at(Cron.of("0 3 1 * *", ZoneOffset.UTC));
        var place = new Retention.Place(folder, World.SIMULATED, "desk", RunsKept.DEFAULT);
        retention = new Retention(engine, connected, time, new Random(), place, monthly);
        done(retention.start());
    }

    @AfterEach
    void close() {
        done(engine.close());
    }

    @Test
    void a_dry_run_tells_what_the_same_cleanup_then_does() {
        Things things = Things.in(database, 10).with(1, 2 * DAY);
        done(retention.keeping(things, "", null).start());
        Await.until("the node says so", this::isServed);

        JsonNode counted = cleanup(new CleanupArgs(1, null, true));
        assertThat(things.left()).isEqualTo(2 * DAY);
        JsonNode cleaned = cleanup(new CleanupArgs(1, null, false));

        assertThat(counted.get("dry_run").booleanValue()).isTrue();
        assertThat(counted.get("rows")).hasToString("{\"logs\":0,\"prices\":" + DAY + "}");
        assertThat(counted.get("left_out")).hasToString("{\"news\":\"no room serves news\"}");
        assertThat(cleaned.get("dry_run").booleanValue()).isFalse();
        assertThat(cleaned.get("rows").get("prices").intValue()).isEqualTo(2 * DAY - things.left());
        assertThat(cleaned.get("tables").get(1).get("optimised").booleanValue()).isTrue();
    }

    @Test
    void only_the_wanted_types_are_touched() {
        Things things = Things.in(database, 10).with(1, 2 * DAY);
        done(retention.keeping(things, "", null).start());

        JsonNode cleaned = cleanup(new CleanupArgs(1, List.of("logs", "news"), null));

        assertThat(cleaned.get("rows")).hasToString("{\"logs\":0}");
        assertThat(things.left()).isEqualTo(2 * DAY);
    }

    @Test
    void a_table_whose_room_is_not_there_is_left_out_with_the_reason() {
        var kept = retention.keeping(Things.in(database, 10), "", null);
        done(kept.start());
        done(kept.stop());
        time.advance(Duration.ofMinutes(2));
        Await.until("the node says so", () -> !isServed());

        JsonNode cleaned = cleanup(new CleanupArgs(1, List.of("prices"), null));

        assertThat(cleaned.get("left_out")).hasToString("{\"things\":\"no node runs thing-retention now\"}");
    }

    @Test
    void a_room_that_is_about_to_start_is_waited_for() {
        var kept = retention.keeping(Things.in(database, 10).with(1, 2 * DAY), "", null);
        done(kept.start());
        done(kept.stop());
        Await.until("the node says so", () -> !isServed());

        UUID run = asked(new CleanupArgs(1, List.of("prices"), null));
        Await.until("it waits", () -> reasons().contains("waits for its rooms to start"));
        done(kept.start());

        assertThat(ended(run).get("left_out")).isEmpty();
    }

    @Test
    void once_a_month_every_table_is_cleaned_as_its_policy_says() {
        Things things = Things.in(database, 10).with(1, 3);
        done(retention.keeping(things, "", null).start());

        time.advance(Duration.between(Things.NOON, Instant.parse("2026-04-01T02:59:59Z")));
        Await.until("the node is seen", this::isServed);
        time.advance(Duration.ofSeconds(1));
        Await.until("it fired", () -> last().isPresent());

        JsonNode cleaned = ended(last().orElseThrow());
        assertThat(cleaned.get("older_than_days").isNull()).isTrue();
        assertThat(things.left()).isZero();
    }

    private Optional<UUID> last() {
        return done(database.read(tx -> tx.first(LAST, row -> row.uuid("id"))));
    }

    private boolean isServed() {
        return done(database.read(tx -> new PolicyStore().rooms(tx, time.now().minusSeconds(15)))).stream()
                .anyMatch(room -> room.job().equals("thing-retention") && room.isServed());
    }

    private JsonNode cleanup(CleanupArgs args) {
        return ended(asked(args));
    }

    private UUID asked(CleanupArgs args) {
        return done(engine.enqueue(
                        RunRequest.of(CleanupJob.NAME, Origin.api("anna")).with(args)))
                .runId();
    }

    private List<String> reasons() {
        return done(database.read(tx -> tx.query(REASONS, row -> row.text("held_reason"))));
    }

    private JsonNode ended(UUID run) {
        Await.until("the cleanup is over", () -> {
            time.advance(Duration.ofMillis(100));
            return said(run).isPresent();
        });
        String said = said(run).orElseThrow();
        assertThat(said).startsWith("SUCCESS {");
        return Wire.tree(said.substring("SUCCESS ".length()));
    }

    private Optional<String> said(UUID run) {
        return done(database.read(tx -> tx.first(RESULT, row -> row.text("said"), run)));
    }
}
