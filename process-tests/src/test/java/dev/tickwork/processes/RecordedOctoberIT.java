package dev.tickwork.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tickwork.domain.candles.Span;
import dev.tickwork.testservers.RealPostgres;
import dev.tickwork.testservers.RealRedis;
import dev.tickwork.testservers.TestDatabase;
import dev.tickwork.testservers.TestRedis;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * A month that was recorded at the exchange, with hours in which nobody traded, collected by a whole Tickwork through its
 * simulator, whose clock is moved from hour to hour.
 */
@ExtendWith({RealPostgres.class, RealRedis.class})
class RecordedOctoberIT {
    private static final Instant NOVEMBER = Instant.parse("2013-11-01T00:00:00Z");
    private static final List<String> HOLES = List.of(
            "2013-10-05T11:00:00Z..2013-10-05T12:00:00Z",
            "2013-10-05T20:00:00Z..2013-10-05T21:00:00Z",
            "2013-10-06T00:00:00Z..2013-10-06T02:00:00Z",
            "2013-10-10T18:00:00Z..2013-10-10T19:00:00Z",
            "2013-10-12T23:00:00Z..2013-10-13T00:00:00Z",
            "2013-10-27T00:00:00Z..2013-10-27T01:00:00Z",
            "2013-10-27T07:00:00Z..2013-10-27T09:00:00Z");
    private static final int CONFIRMATIONS = 3;
    private static final Duration MORE_THAN_AN_HOUR = Duration.ofMinutes(70);
    private static final Duration SOON = Duration.ofSeconds(60);

    private static final String CONFIRMED = """
            SELECT count(*) AS counted
              FROM gap_confirmations
            """;
    private static final String REPAIRS = """
            SELECT count(*) AS counted
              FROM job_history
             WHERE job = 'gap-repair'
            """;

    private Installation system;
    private Gateway gateway;
    private Tables tables;

    @BeforeEach
    void start(TestDatabase postgres, TestRedis redis, @TempDir Path folder) throws Exception {
        String samples = System.getenv("TICKWORK_SAMPLES");
        assumeTrue(samples != null, "skipped: set TICKWORK_SAMPLES to the folder of recorded answers");
        Path bitcoin = Files.createDirectories(folder.resolve("recorded/bitfinex/candles/BTCUSD"));
        Files.copy(Path.of(samples, "bitfinex", "lean_btcusd_1h_2013-10.zip"), bitcoin.resolve("1h.zip"));
        system = new Installation(folder)
                .on(postgres.url(), redis.url())
                .with("TICKWORK_CLOCK", NOVEMBER.toString())
                .with("MOCK_DATA_PATH", folder.resolve("recorded").toString())
                .with("BITFINEX_SYMBOLS", "BTCUSD")
                .with("BITFINEX_TIMEFRAMES", "1h")
                .with("BACKFILL_ON_STARTUP", "true")
                .with("RATE_LIMIT_DELAY", "2.5");
        gateway = system.gateway();
        tables = new Tables(postgres.url());
        var unused = system.start();
        Until.holds("it is ready", Installation.START, gateway::isReady);
    }

    @AfterEach
    void end() throws Exception {
        if (system != null) {
            system.close();
        }
    }

    @Test
    void each_hole_is_found_proven_empty_and_then_left_alone() throws Exception {
        Until.holds(
                "the past is loaded",
                SOON,
                () -> new StoredCandles(tables).counts().toLoad() == 0);
        for (int answers = 1; answers <= CONFIRMATIONS; answers++) {
            int expected = answers * HOLES.size();
            anHourPasses();
            Until.holds("empty answers: " + expected, SOON, () -> count(CONFIRMED) >= expected);
        }
        Until.holds("each is proven empty", SOON, () -> october("proven-empty").size() == HOLES.size());

        int repairs = count(REPAIRS);
        anHourPasses();
        Until.holds("it was looked again", SOON, () -> count(REPAIRS) > repairs);

        assertThat(october("proven-empty")).containsExactlyElementsOf(HOLES);
        assertThat(october("missing")).isEmpty();
        assertThat(count(CONFIRMED)).isEqualTo(CONFIRMATIONS * HOLES.size());
    }

    private void anHourPasses() throws Exception {
        Instant then = gateway.now().plus(MORE_THAN_AN_HOUR);
        gateway.put("/api/v1/clock", new JsonObject().put("clock", then.toString()))
                .expect(200);
    }

    private List<String> october(String state) throws SQLException {
        return new StoredCandles(tables)
                .holes().stream()
                        .filter(hole -> hole.state().equals(state))
                        .map(StoredCandles.Hole::span)
                        .filter(span -> span.from().isBefore(NOVEMBER))
                        .map(RecordedOctoberIT::text)
                        .toList();
    }

    private int count(String sql) throws SQLException {
        return tables.all(sql, row -> row.getInt("counted")).get(0);
    }

    private static String text(Span span) {
        return span.from() + ".." + span.until();
    }
}
