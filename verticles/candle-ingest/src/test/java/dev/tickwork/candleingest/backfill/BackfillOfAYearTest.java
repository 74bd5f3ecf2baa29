package dev.tickwork.candleingest.backfill;

import static dev.tickwork.candleingest.SimulatedBitfinex.PACE;
import static dev.tickwork.testservers.Await.done;
import static dev.tickwork.testservers.Await.until;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.tickwork.candleingest.OneNode;
import dev.tickwork.candleingest.SimulatedBitfinex;
import dev.tickwork.candleingest.fetch.FetchJobs;
import dev.tickwork.jobs.Origin;
import dev.tickwork.postgres.Database;
import dev.tickwork.providers.CandleSource;
import dev.tickwork.testkit.PostgresFixture;
import dev.tickwork.testservers.FakeTime;
import dev.tickwork.testservers.RealRedis;
import dev.tickwork.testservers.TestDatabase;
import dev.tickwork.testservers.TestRedis;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two nodes with all that is used, from the exchange's own words to the table, at the pace that is usual. */
@ExtendWith({PostgresFixture.class, RealRedis.class})
class BackfillOfAYearTest {
    /** As many as the pace lets through, and no call more. */
    private static final int CALLS_PER_MINUTE = 10;

    private static final String COUNTS = """
            SELECT timeframe || ' ' || count(*) || CASE WHEN bool_and(is_final) THEN ' final' ELSE '' END AS line
              FROM candles
             GROUP BY timeframe
             ORDER BY timeframe
            """;

    private final FakeTime time = FakeTime.at("2026-03-02T12:10:00Z");
    private final ChunkStore store = new ChunkStore();

    @Test
    void the_requests_that_were_predicted_are_made_in_the_time_that_was_predicted(
            TestDatabase server, TestRedis redis) {
        try (var exchange = new SimulatedBitfinex(time, redis, CALLS_PER_MINUTE);
                var one = new OneNode("a", server.url(), time);
                var other = new OneNode("b", server.url(), time)) {
            BackfillParts parts = join(one, exchange.source(10));
            join(other, exchange.source(10));
            Instant began = time.now();

            BackfillPreview said = done(parts.preview(BackfillArgs.ALL));
            UUID run = begin(one);
            until("the year is loaded", () -> isOver(exchange, one.database(), run));

            List<Instant> answers = exchange.answers();
            assertThat(said.requests()).isEqualTo(12);
            assertThat(exchange.calls()).isEqualTo(said.requests());
            assertThat(answers).as("none was refused").hasSize(said.requests());
            assertThat(spaces(answers)).allMatch(space -> space.compareTo(PACE) >= 0);
            // The clock runs on while the machine thinks, so it takes a little longer.
            assertThat(Duration.between(began, answers.get(answers.size() - 1)).plus(PACE))
                    .isBetween(minutes(said.minutes()), minutes(said.minutes()).plusSeconds(45));
            List<String> counts = done(one.database().read(tx -> tx.query(COUNTS, row -> row.text("line"))));
            // The candle before the year comes with it, and so does the one that has begun.
            assertThat(counts).containsExactly("1d 1098", "1h 26283", "4h 6570 final");
        }
    }

    @CanIgnoreReturnValue
    private BackfillParts join(OneNode node, CandleSource source) {
        var desk = new BackfillDesk(
                "bitfinex",
                node.database(),
                store,
                new Windows(FetchJobs.GRACE, timeframe -> OptionalInt.empty()),
                new Cuts(source.mostPerCall() - 2));
        var parts = new BackfillParts(
                desk, new BackfillRuns(node.database()), store, new FirstCandles(source), source.betweenCalls(), time);
        done(node.engine().start(new BackfillJob("candle-ingest", parts)));
        done(node.engine()
                .start(FetchJobs.of(
                        node.database(),
                        source,
                        (tx, series, span, run, candles) ->
                                store.done(tx, series, span, new Answered(run, candles, time.now())),
                        time)));
        return parts;
    }

    private static UUID begin(OneNode node) {
        return done(node.engine().enqueue(BackfillJob.request(BackfillArgs.ALL, Origin.EVENT)))
                .runId();
    }

    private static boolean isOver(SimulatedBitfinex exchange, Database database, UUID run) {
        exchange.step();
        return done(database.read(tx -> new BackfillRuns(database).find(tx, run)))
                        .orElseThrow()
                        .finishedAt()
                != null;
    }

    private static List<Duration> spaces(List<Instant> moments) {
        List<Duration> spaces = new ArrayList<>();
        for (int i = 1; i < moments.size(); i++) {
            spaces.add(Duration.between(moments.get(i - 1), moments.get(i)));
        }
        return spaces;
    }

    private static Duration minutes(BigDecimal minutes) {
        return Duration.ofSeconds(minutes.multiply(BigDecimal.valueOf(60)).longValue());
    }
}
