package dev.tickwork.candleingest.stream;

import dev.tickwork.domain.candles.Series;
import dev.tickwork.domain.candles.Span;
import dev.tickwork.jobs.Enqueued;
import dev.tickwork.jobs.JobEngine;
import dev.tickwork.jobs.Origin;
import dev.tickwork.jobs.RunRequest;
import dev.tickwork.jobs.RunState;
import dev.tickwork.jobs.Unique;
import dev.tickwork.jobs.ledger.RunCore;
import dev.tickwork.jobs.ledger.RunDetailStore;
import dev.tickwork.jobs.ledger.RunListStore;
import dev.tickwork.jobs.ledger.RunLogStore;
import dev.tickwork.messages.candles.FetchCandles;
import dev.tickwork.postgres.Database;
import io.vertx.core.Future;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** Asks by a run of {@code candle-fetch}, before every other fetch. */
final class EngineRequests implements CatchUps.Requests {
    private static final int PRIORITY = 50;

    private final JobEngine engine;
    private final Database database;
    private final RunDetailStore runs = new RunDetailStore(new RunListStore(), new RunLogStore());

    EngineRequests(JobEngine engine, Database database) {
        this.engine = engine;
        this.database = database;
    }

    @Override
    public Future<UUID> ask(Series series, Span span) {
        var fetch =
                new FetchCandles(series.symbol(), series.timeframe().label(), span.from(), span.until(), "catch-up");
        return engine.enqueue(RunRequest.of(FetchCandles.JOB, Origin.EVENT)
                        .with(fetch)
                        .prior(PRIORITY)
                        .once(Unique.live("catch-up " + series + " " + span.from() + " " + span.until())))
                .map(Enqueued::runId);
    }

    @Override
    public Future<Boolean> isOver(UUID run) {
        return database.read(tx -> runs.core(tx, run)).map(EngineRequests::isOver);
    }

    // A run that nobody remembers is over, too.
    private static boolean isOver(Optional<RunCore> core) {
        return core.map(known -> known.summary().state().toUpperCase(Locale.ROOT))
                .map(RunState::valueOf)
                .map(RunState::isFinal)
                .orElse(true);
    }
}
