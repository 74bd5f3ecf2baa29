package dev.tickwork.candleingest.fetch;

import static dev.tickwork.testservers.Await.done;
import static dev.tickwork.testservers.Await.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tickwork.candleingest.OneNode;
import dev.tickwork.candleingest.SimulatedBitfinex;
import dev.tickwork.jobs.Origin;
import dev.tickwork.jobs.RunRequest;
import dev.tickwork.messages.candles.FetchCandles;
import dev.tickwork.postgres.Database;
import dev.tickwork.simulator.faults.FaultKind;
import dev.tickwork.simulator.faults.FaultRule;
import dev.tickwork.testkit.PostgresFixture;
import dev.tickwork.testservers.FakeTime;
import dev.tickwork.testservers.RealRedis;
import dev.tickwork.testservers.TestDatabase;
import dev.tickwork.testservers.TestRedis;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A fetch from an exchange that says again and again that we are too fast, or that it pauses. */
@ExtendWith({PostgresFixture.class, RealRedis.class})
class RefusedFetchTest {
    private static final int RETRIES = 2;
    private static final FetchCandles DAY = new FetchCandles(
            "BTCUSD", "1h", Instant.parse("2026-03-01T00:00:00Z"), Instant.parse("2026-03-02T00:00:00Z"), "repair");

    private static final String RUN = """
            SELECT format('%s %s %s', state, attempt, held_reason) AS line
              FROM job_runs
             WHERE job = 'candle-fetch'
            """;
    private static final String FAILED = """
            SELECT format('%s %s', error_class, error) AS line
              FROM job_attempts
            """;

    private final FakeTime time = FakeTime.at("2026-03-02T12:10:00Z");
    private Database db;
    private String url;
    private SimulatedBitfinex exchange;

    @BeforeEach
    void open(Database database, TestDatabase server, TestRedis redis) {
        db = database;
        url = server.url();
        exchange = new SimulatedBitfinex(time, redis, 30);
    }

    @AfterEach
    void close() {
        exchange.close();
    }

    @Test
    void waits_on_whatever_node_and_fails_in_the_end() {
        exchange.simulator().faults().set(FaultRule.always("bitfinex", FaultKind.RATE_LIMITED));
        try (OneNode first = node("a")) {
            done(first.engine()
                    .enqueue(RunRequest.of(FetchCandles.JOB, Origin.EVENT).with(DAY)));
            stepUntil("it was refused and waits", () -> exchange.calls() == 1 && isWaiting());
            stepUntil("it was refused again and waits", () -> exchange.calls() == RETRIES && isWaiting());
            assertThat(time.now())
                    .as("the second wait is twice as long")
                    .isAfterOrEqualTo(Instant.parse("2026-03-02T12:11:00Z"));
            assertThat(line(RUN)).as("no attempt is counted").startsWith("PENDING 1");
        }
        try (OneNode second = node("b")) {
            stepUntil("the attempt has failed", () -> !line(FAILED).isEmpty());
            exchange.simulator().faults().clear();

            assertThat(line(FAILED))
                    .startsWith("transient bitfinex: says we are too fast")
                    .endsWith("number 3 in a row to this request, which is given up for now");
            stepUntil("the next attempt has it", () -> line(RUN).startsWith("SUCCESS 2"));
            assertThat(exchange.calls()).isGreaterThanOrEqualTo(RETRIES + 2);
        }
    }

    @Test
    void goes_on_after_a_maintenance() {
        exchange.simulator().faults().set(FaultRule.always("bitfinex", FaultKind.MAINTENANCE));
        try (OneNode node = node("a")) {
            done(node.engine()
                    .enqueue(RunRequest.of(FetchCandles.JOB, Origin.EVENT).with(DAY)));
            stepUntil("it was told twice", () -> line(FAILED).lines().count() == 2);

            exchange.simulator().faults().clear();

            stepUntil("it has what it asked for", () -> line(RUN).startsWith("SUCCESS 3"));
            assertThat(line(FAILED)).contains("transient bitfinex says 20060: maintenance");
        }
    }

    private OneNode node(String name) {
        var node = new OneNode(name, url, time);
        done(node.engine()
                .start(FetchJobs.of(
                        node.database(),
                        exchange.source(RETRIES),
                        (tx, series, span, run, candles) -> Future.succeededFuture(0),
                        time)));
        return node;
    }

    private boolean isWaiting() {
        return line(RUN).matches("PENDING 1 .*too fast.*");
    }

    private String line(String query) {
        List<String> lines = done(db.read(tx -> tx.query(query, row -> row.text("line"))));
        return String.join("\n", lines);
    }

    private void stepUntil(String what, BooleanSupplier claim) {
        until(what, () -> {
            boolean holds = claim.getAsBoolean();
            if (!holds) {
                exchange.step();
            }
            return holds;
        });
    }
}
