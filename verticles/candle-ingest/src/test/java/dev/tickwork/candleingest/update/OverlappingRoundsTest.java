package dev.tickwork.candleingest.update;

import static dev.tickwork.testservers.Await.done;
import static dev.tickwork.testservers.Await.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tickwork.candleingest.OneNode;
import dev.tickwork.candleingest.series.StoredSeries;
import dev.tickwork.domain.Fault;
import dev.tickwork.domain.candles.Series;
import dev.tickwork.domain.candles.Timeframe;
import dev.tickwork.jobs.Job;
import dev.tickwork.jobs.JobDefinition;
import dev.tickwork.jobs.JobOutcome;
import dev.tickwork.jobs.JobQueue;
import dev.tickwork.jobs.RetryPolicy;
import dev.tickwork.jobs.RetryRule;
import dev.tickwork.jobs.RunContext;
import dev.tickwork.jobs.TimeLimits;
import dev.tickwork.messages.candles.FetchCandles;
import dev.tickwork.postgres.Database;
import dev.tickwork.testkit.PostgresFixture;
import dev.tickwork.testservers.FakeTime;
import dev.tickwork.testservers.TestDatabase;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Rounds of two series, one of which the exchange does not answer. */
@ExtendWith(PostgresFixture.class)
class OverlappingRoundsTest {
    private static final Duration PACE = Duration.ofSeconds(6);
    private static final Series GOOD = new Series("bitfinex", "BTCUSD", Timeframe.M1);
    private static final Series BAD = new Series("bitfinex", "ETHUSD", Timeframe.M1);

    private static final String ROUNDS = """
            SELECT state || coalesce(' ' || (result ->> 'children'), '') AS line
              FROM job_runs
             WHERE job <> 'candle-fetch'
             ORDER BY id
            """;

    private final FakeTime time = FakeTime.at("2026-03-02T12:00:10Z");
    private final List<String> asked = new CopyOnWriteArrayList<>();

    @Test
    void the_newest_of_all_others_are_asked_for_in_each_round(Database db, TestDatabase server) {
        var pace = new UpdatePace(Duration.ofSeconds(60), PACE, null);

        rounds(server, new UpdateJob("candle-ingest", pace, () -> List.of(GOOD, BAD), time), 4);

        assertThat(lines(db)).startsWith("PENDING", "SUCCESS 1", "SUCCESS 1");
    }

    @Test
    void what_has_closed_of_all_others_is_read_again_in_each_round(Database db, TestDatabase server) {
        var pace = new RereadPace(Duration.ofMinutes(2), PACE);

        rounds(
                server,
                new RereadJob(
                        "candle-ingest", pace, () -> List.of(stored(1, GOOD), stored(2, BAD)), Duration.ofSeconds(30)),
                4);

        assertThat(lines(db)).startsWith("PENDING", "SUCCESS 1", "SUCCESS 1");
    }

    private void rounds(TestDatabase server, Job job, int rounds) {
        try (var node = new OneNode("a", server.url(), time)) {
            done(node.engine().start(new OneRefused()));
            done(node.engine().start(job));
            stepUntil(() -> times(GOOD) >= rounds && times(BAD) >= 2);
            assertThat(times(BAD)).isLessThan(times(GOOD));
        }
    }

    private long times(Series series) {
        return asked.stream().filter(series.symbol()::equals).count();
    }

    private void stepUntil(BooleanSupplier claim) {
        until("there were as many rounds", () -> {
            boolean holds = claim.getAsBoolean();
            if (!holds) {
                time.advance(Duration.ofSeconds(1));
            }
            return holds;
        });
    }

    private static List<String> lines(Database db) {
        return done(db.read(tx -> tx.query(ROUNDS, row -> row.text("line"))));
    }

    private static StoredSeries stored(int id, Series series) {
        return new StoredSeries(id, series, null, null, 30, Instant.EPOCH, "configuration", null);
    }

    /** Tries one series again and again. */
    private final class OneRefused implements Job {
        @Override
        public JobDefinition definition() {
            return JobDefinition.of(
                            FetchCandles.JOB,
                            JobQueue.DEFAULT,
                            new TimeLimits(Duration.ofMinutes(1), Duration.ofMinutes(2)))
                    .retried(RetryPolicy.of(RetryRule.exponential(5, Duration.ofSeconds(90), Duration.ofMinutes(10))))
                    .taking(FetchCandles.class);
        }

        @Override
        public Future<JobOutcome> run(RunContext run) {
            String symbol = run.arguments(FetchCandles.class).symbol();
            asked.add(symbol);
            return symbol.equals(BAD.symbol())
                    ? Future.failedFuture(new Fault.Transient("status 500", null))
                    : Future.succeededFuture(JobOutcome.Done.all(1, 1));
        }
    }
}
