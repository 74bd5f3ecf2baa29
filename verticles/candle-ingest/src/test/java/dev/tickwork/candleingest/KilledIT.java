package dev.tickwork.candleingest;

import static dev.tickwork.candleingest.Collected.environment;
import static dev.tickwork.candleingest.Collected.openChunks;
import static dev.tickwork.candleingest.Collected.same;
import static dev.tickwork.candleingest.Collected.until;
import static dev.tickwork.testservers.Await.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tickwork.domain.candles.Span;
import dev.tickwork.domain.candles.Timeframe;
import dev.tickwork.postgres.Database;
import dev.tickwork.runtime.Node;
import dev.tickwork.runtime.NodePlan;
import dev.tickwork.runtime.Platform;
import dev.tickwork.simulator.SimulatorVerticle;
import dev.tickwork.testservers.RealPostgres;
import dev.tickwork.testservers.RealRedis;
import dev.tickwork.testservers.TestDatabase;
import dev.tickwork.testservers.TestRedis;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Processes that are killed: one while it loads the past and listens, one while it listens only. */
@Tag("soak")
@ExtendWith({RealPostgres.class, RealRedis.class})
class KilledIT {
    private static final String DONE_CHUNKS = """
            SELECT count(*) AS counted
              FROM backfill_chunks
             WHERE done_at IS NOT NULL
            """;
    private static final String HEARD = """
            SELECT count(*) AS counted
              FROM ingest_batches
             WHERE kind = 'stream'
            """;

    private final List<Process> processes = new ArrayList<>();

    @AfterEach
    void end() {
        processes.forEach(Process::destroyForcibly);
    }

    @Test
    void the_table_is_what_the_exchange_served_whoever_was_killed(TestDatabase server, TestRedis redis)
            throws Exception {
        Map<String, String> environment = environment(server.url(), redis);
        environment.put("TICKWORK_CLOCK", "2026-03-02T12:00Z*60");
        environment.put("CANDLE_GRACE", "10m");
        environment.put("BACKFILL_DAYS", "30");
        environment.put("RETENTION_1M", "30");
        environment.put("RATE_LIMIT_DELAY", "60");
        environment.put("WS_CATCHUP_LOOKBACK_MINUTES", "180");
        Node node = Node.start(NodePlan.read(List.of(SimulatorVerticle.DEFINITION), false, null, environment::get));
        Platform platform = node.platform();
        Database db = platform.database();

        Process first = collector(environment);
        until("it loads and listens", () -> count(db, DONE_CHUNKS) >= 2 && count(db, HEARD) > 3);
        first.destroyForcibly().waitFor();
        int left = openChunks(db);
        int heard = count(db, HEARD);
        Process second = collector(environment);
        until("the past is loaded", () -> openChunks(db) == 0);
        until("it listens", () -> count(db, HEARD) > heard + 3);
        second.destroyForcibly().waitFor();
        int heardByTwo = count(db, HEARD);
        Process third = collector(environment);
        until("another listens", () -> count(db, HEARD) > heardByTwo + 3);

        Instant now = platform.time().now();
        var minutes = new Span(Timeframe.M1.openFrom(now.minus(Duration.ofDays(6))), Timeframe.M1.openOf(now));
        until("every minute is there", () -> same(platform, Timeframe.M1, minutes));
        var hours = new Span(Timeframe.H1.openFrom(now.minus(Duration.ofDays(20))), Timeframe.H1.openOf(now));
        until("every hour is there", () -> same(platform, Timeframe.H1, hours));
        assertThat(left).isPositive();
        assertThat(third.isAlive()).isTrue();
        third.destroy();
        done(node.stop());
    }

    private static int count(Database db, String sql) {
        return done(db.read(tx -> tx.query(sql, row -> row.integer("counted")))).get(0);
    }

    private Process collector(Map<String, String> environment) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var builder = new ProcessBuilder(
                        java,
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(environment);
        Process process = builder.start();
        processes.add(process);
        return process;
    }
}
