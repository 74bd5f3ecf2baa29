package dev.tickwork.candleingest.backfill;

import static dev.tickwork.testservers.Await.done;
import static dev.tickwork.testservers.Await.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tickwork.candleingest.OneNode;
import dev.tickwork.candleingest.fetch.CandleFetchJob;
import dev.tickwork.candleingest.fetch.FetchParts;
import dev.tickwork.candleingest.intake.CandleIntake;
import dev.tickwork.candleingest.intake.Intake;
import dev.tickwork.candleingest.intake.Outcomes;
import dev.tickwork.candleingest.quality.Quarantine;
import dev.tickwork.candleingest.series.SeriesBook;
import dev.tickwork.candleingest.series.SeriesRules;
import dev.tickwork.candleingest.series.SeriesStore;
import dev.tickwork.domain.candles.Series;
import dev.tickwork.domain.candles.Timeframe;
import dev.tickwork.jobs.Job;
import dev.tickwork.jobs.Origin;
import dev.tickwork.jobs.RunRequest;
import dev.tickwork.postgres.Database;
import dev.tickwork.testkit.PostgresFixture;
import dev.tickwork.testservers.FakeTime;
import dev.tickwork.testservers.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** With the fetch that is used, and the series that are collected when nobody says otherwise. */
@ExtendWith(PostgresFixture.class)
class BackfillOfAYearTest {
    private static final Duration PACE = Duration.ofSeconds(6);
    private static final Duration GRACE = Duration.ofSeconds(30);
    private static final String COUNTS = """
            SELECT timeframe || ' ' || count(*) || CASE WHEN bool_and(is_final) THEN ' final' ELSE '' END AS line
              FROM candles
             GROUP BY timeframe
             ORDER BY timeframe
            """;

    private final FakeTime time = FakeTime.at("2026-03-02T12:10:00Z");
    private final EndlessExchange exchange = new EndlessExchange(time, 10_000, PACE);
    private final ChunkStore store = new ChunkStore();

    @Test
    void the_requests_that_were_predicted_are_the_requests_that_were_made(TestDatabase server) {
        try (var node = new OneNode("a", server.url(), time)) {
            BackfillParts parts = parts(node.database());
            done(node.engine().start(new BackfillJob("candle-ingest", parts)));
            done(node.engine().start(fetch(node.database())));

            BackfillPreview said = done(parts.desk()
                    .look(null, BackfillArgs.ALL, time.now())
                    .compose(board -> parts.desk().there(board).map(there -> BackfillPreview.of(board, there, PACE))));
            UUID run = done(node.engine()
                            .enqueue(RunRequest.of(BackfillJob.NAME, Origin.EVENT)
                                    .with(BackfillArgs.ALL)
                                    .once(BackfillJob.ONE)))
                    .runId();
            until("the year is loaded", () -> isOver(node.database(), run));

            assertThat(said.requests()).isEqualTo(12);
            assertThat(exchange.asked()).isEqualTo(said.requests());
            List<String> counts = done(node.database().read(tx -> tx.query(COUNTS, row -> row.text("line"))));
            // The candle before the year comes with it, and so does the one that has begun.
            assertThat(counts).containsExactly("1d 1098", "1h 26283", "4h 6570 final");
        }
    }

    private boolean isOver(Database database, UUID run) {
        time.advance(Duration.ofMillis(500));
        return done(database.read(tx -> new BackfillRuns(database).find(tx, run)))
                        .orElseThrow()
                        .finishedAt()
                != null;
    }

    private BackfillParts parts(Database database) {
        var desk = new BackfillDesk(
                "bitfinex",
                database,
                store,
                new Windows(GRACE, timeframe -> OptionalInt.empty()),
                new Cuts(exchange.mostPerCall() - 2));
        return new BackfillParts(desk, new BackfillRuns(database), store, new FirstCandles(exchange, time), PACE, time);
    }

    private Job fetch(Database database) {
        var series = new SeriesStore();
        var wanted = new SeriesRules("bitfinex", exchange.timeframes(), timeframe -> 365)
                .wanted(List.of("BTCUSD", "ETHUSD", "SOLUSD"), List.of(Timeframe.H1, Timeframe.H4, Timeframe.D1));
        done(database.write(tx -> series.register(tx, wanted, "configuration", time.now())));
        var book = new SeriesBook(database, series);
        var quarantine = new Quarantine();
        done(book.reload());
        done(quarantine.reload(database));
        var intake = new CandleIntake(book, quarantine, new Silent(), time);
        return new CandleFetchJob(
                new FetchParts(
                        exchange,
                        book,
                        intake,
                        (tx, one, span, run, candles) ->
                                store.done(tx, one, span, new Answered(run, candles, time.now())),
                        "a",
                        GRACE,
                        time),
                "candle-ingest");
    }

    private record Silent() implements Outcomes {
        @Override
        public void tell(Intake intake) {}

        @Override
        public void unknown(Series series) {
            throw new IllegalStateException(series + " is unknown");
        }
    }
}
