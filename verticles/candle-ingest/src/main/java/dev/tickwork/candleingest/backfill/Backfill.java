package dev.tickwork.candleingest.backfill;

import dev.tickwork.domain.candles.Series;
import dev.tickwork.domain.candles.Span;
import dev.tickwork.domain.candles.Timeframe;
import dev.tickwork.jobs.Enqueued;
import dev.tickwork.jobs.Job;
import dev.tickwork.jobs.Origin;
import dev.tickwork.messages.Subscription;
import dev.tickwork.postgres.Tx;
import dev.tickwork.providers.CandleSource;
import dev.tickwork.runtime.Platform;
import dev.tickwork.runtime.jobs.BackgroundTasks;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.function.Function;

/** Loads the past of everything that is collected from one exchange. */
public final class Backfill {
    /** A request brings the candle before and the one after what is wanted, too. */
    private static final int NEIGHBOURS = 2;

    private final Platform platform;
    private final BackfillParts parts;
    private final Admission admission;
    private final ChunkStore store = new ChunkStore();

    /**
     * @param grace how long after its end the exchange may take to tell a candle
     * @param retention how many days candles of a timeframe are kept; empty for ever
     */
    public Backfill(
            Platform platform, CandleSource source, Duration grace, Function<Timeframe, OptionalInt> retention) {
        this.platform = platform;
        var desk = new BackfillDesk(
                source.name(),
                platform.database(),
                store,
                new Windows(grace, retention),
                new Cuts(Math.max(1, source.mostPerCall() - NEIGHBOURS)));
        this.parts = new BackfillParts(
                desk,
                new BackfillRuns(platform.database()),
                store,
                new FirstCandles(source),
                source.betweenCalls(),
                platform.time());
        this.admission = new Admission(platform.jobs(), desk, store, platform.time());
    }

    /** The job that does it. */
    public Job job(String verticle) {
        return new BackfillJob(verticle, parts);
    }

    /** Asks for everything that is missing, in the background; while a backfill loads all that it is that one. */
    public Future<Enqueued> begin() {
        return platform.database().write(admission::lookAfter);
    }

    /** Gives up what a backfill left that failed or was stopped, so that it is looked at as a gap; while none goes on. */
    public Future<Integer> giveUpLeft() {
        return platform.database().write(admission::giveUpLeft);
    }

    /** Asks for the past of series that are collected from now on, in the caller's transaction. */
    public Future<Enqueued> begin(Tx tx, List<Series> series, Origin origin) {
        var args = new BackfillArgs(
                distinct(series, Series::symbol),
                distinct(series, one -> one.timeframe().label()),
                null);
        return admission.add(tx, args, origin);
    }

    private static List<String> distinct(List<Series> series, Function<Series, String> part) {
        return series.stream().map(part).distinct().toList();
    }

    /** How many requests it takes to load what is missing now. */
    public Future<Integer> requests() {
        return parts.preview(BackfillArgs.ALL).map(BackfillPreview::requests);
    }

    /**
     * Starts to answer the operations; the subscriptions end with the verticle.
     *
     * @param refusal why there cannot be candles of a symbol; empty when there can
     */
    public List<Future<Subscription>> answerOn(Function<String, Optional<String>> refusal) {
        return new BackfillOperations(
                        new BackgroundTasks(platform.jobs(), platform.replies()), parts, admission, refusal)
                .answerOn(platform.bus());
    }

    /** Told what the exchange has answered for: that much of a backfill is done. */
    public Future<Integer> answered(Tx tx, Series series, Span span, UUID run, int candles) {
        return store.done(
                tx, series, span, new Answered(run, candles, parts.time().now()));
    }
}
