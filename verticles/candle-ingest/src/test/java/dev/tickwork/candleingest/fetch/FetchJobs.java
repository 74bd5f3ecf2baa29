package dev.tickwork.candleingest.fetch;

import static dev.tickwork.testservers.Await.done;

import dev.tickwork.candleingest.intake.CandleIntake;
import dev.tickwork.candleingest.intake.Intake;
import dev.tickwork.candleingest.intake.Outcomes;
import dev.tickwork.candleingest.quality.Quarantine;
import dev.tickwork.candleingest.series.SeriesBook;
import dev.tickwork.candleingest.series.SeriesRules;
import dev.tickwork.candleingest.series.SeriesStore;
import dev.tickwork.domain.candles.Series;
import dev.tickwork.domain.candles.Timeframe;
import dev.tickwork.domain.time.Time;
import dev.tickwork.jobs.Job;
import dev.tickwork.postgres.Database;
import dev.tickwork.providers.CandleSource;
import java.time.Duration;
import java.util.List;

/** The fetch that is used, with the series that are collected when nobody says otherwise. */
public final class FetchJobs {
    public static final Duration GRACE = Duration.ofSeconds(30);

    private FetchJobs() {}

    /** One node's. */
    public static Job of(Database database, CandleSource source, RangeLog log, Time time) {
        var series = new SeriesStore();
        var wanted = new SeriesRules("bitfinex", source.timeframes(), timeframe -> 365)
                .wanted(List.of("BTCUSD", "ETHUSD", "SOLUSD"), List.of(Timeframe.H1, Timeframe.H4, Timeframe.D1));
        done(database.write(tx -> series.register(tx, wanted, "configuration", time.now())));
        var book = new SeriesBook(database, series);
        var quarantine = new Quarantine();
        done(book.reload());
        done(quarantine.reload(database));
        var intake = new CandleIntake(book, quarantine, new Silent(), time);
        return new CandleFetchJob(new FetchParts(source, book, intake, log, "a node", GRACE, time), "candle-ingest");
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
