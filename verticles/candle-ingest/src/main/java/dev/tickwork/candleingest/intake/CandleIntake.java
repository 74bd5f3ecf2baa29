package dev.tickwork.candleingest.intake;

import dev.tickwork.candleingest.quality.Quarantine;
import dev.tickwork.candleingest.quality.Verdict;
import dev.tickwork.candleingest.quality.Verdict.Released;
import dev.tickwork.candleingest.series.SeriesBook;
import dev.tickwork.candleingest.series.StoredSeries;
import dev.tickwork.candleingest.store.Batch;
import dev.tickwork.candleingest.store.BatchStore;
import dev.tickwork.candleingest.store.CandleStore;
import dev.tickwork.candleingest.store.Part;
import dev.tickwork.candleingest.store.PartStore;
import dev.tickwork.candleingest.store.Saved;
import dev.tickwork.candleingest.store.SeenCandle;
import dev.tickwork.domain.candles.Observation;
import dev.tickwork.domain.candles.Series;
import dev.tickwork.domain.time.Time;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The one way by which candles come in, whoever brought them: judged, stored, and built from. */
public final class CandleIntake {
    private final SeriesBook book;
    private final Quarantine quarantine;
    private final FourHours fourHours;
    private final Outcomes outcomes;
    private final Time time;
    private final BatchStore batches = new BatchStore();
    private final PartStore parts = new PartStore();
    private final CandleStore candles = new CandleStore();

    public CandleIntake(SeriesBook book, Quarantine quarantine, Outcomes outcomes, Time time) {
        this.book = book;
        this.quarantine = quarantine;
        this.fourHours = new FourHours(book);
        this.outcomes = outcomes;
        this.time = time;
    }

    /**
     * Takes candles in, in the caller's transaction. Safe to repeat. Those of a series that was never collected are left
     * out, and said so in the log.
     *
     * @return what became of them, to be {@link #told} once the transaction is committed; empty when nothing was left
     */
    public Future<Optional<Intake>> take(Tx tx, Batch batch, List<Observation> seen) {
        Collection<SeenCandle> arrived = newestOfEach(seen);
        if (arrived.isEmpty()) {
            return Future.succeededFuture(Optional.empty());
        }
        return batches.open(tx, batch, seriesOf(arrived))
                .compose(batchId -> store(tx, batch, batchId, arrived))
                .map(Optional::of)
                .onFailure(failure -> parts.forget());
    }

    /**
     * Keeps others from bringing candles of a series until the transaction ends, so that what it reads of them stays true. To
     * be called before it changes anything. Nobody brings candles of a series that was never collected.
     */
    public Future<Void> hold(Tx tx, Series series) {
        return book.find(series).map(one -> batches.hold(tx, one.id())).orElseGet(Future::succeededFuture);
    }

    /** Whether a candle of a series that we know could be true, before anything around it was looked at. */
    public boolean isPossible(Observation seen) {
        return book.find(seen.series())
                .filter(series -> quarantine.isPossible(series.id(), seen.candle()))
                .isPresent();
    }

    /** The transaction is committed: browsers and other rooms may hear of it. */
    public void told(Intake intake) {
        parts.made(intake.parts());
        outcomes.tell(intake);
    }

    private Future<Intake> store(Tx tx, Batch batch, long batchId, Collection<SeenCandle> arrived) {
        return parts.make(tx, withBuilt(arrived)).compose(made -> quarantine
                .judge(tx, batchId, arrived, time.now())
                .compose(verdict -> room(tx, verdict, made).compose(all -> save(tx, batch, batchId, verdict, all))));
    }

    /** What is released may lie in another part than what arrived. */
    private Future<List<Part>> room(Tx tx, Verdict verdict, List<Part> made) {
        List<SeenCandle> released = released(verdict);
        return released.isEmpty()
                ? Future.succeededFuture(made)
                : parts.make(tx, withBuilt(released))
                        .map(more -> Stream.concat(made.stream(), more.stream()).toList());
    }

    private Future<Intake> save(Tx tx, Batch batch, long batchId, Verdict verdict, List<Part> made) {
        return candles.save(tx, batchId, verdict.believed(), time.now())
                .compose(saved -> saveReleased(tx, verdict, saved))
                .map(saved -> new Intake(batchId, verdict, saved, batchId, Saved.NOTHING, made))
                .compose(intake -> build(tx, batch, intake));
    }

    /** Each with the batch with which it came. */
    private Future<Saved> saveReleased(Tx tx, Verdict verdict, Saved saved) {
        Future<Saved> all = Future.succeededFuture(saved);
        for (Released one : verdict.released()) {
            all = all.compose(sum -> candles.save(tx, one.batchId(), List.of(one.seen()), time.now())
                    .map(sum::and));
        }
        return all;
    }

    private Future<Intake> build(Tx tx, Batch batch, Intake intake) {
        List<SeenCandle> parts = Stream.concat(
                        intake.verdict().believed().stream(), released(intake.verdict()).stream())
                .toList();
        return fourHours
                .of(tx, parts)
                .compose(built -> built.isEmpty()
                        ? Future.succeededFuture(intake)
                        : batches.open(tx, batch.built(), seriesOf(built))
                                .compose(batchId -> candles.save(tx, batchId, built, time.now())
                                        .map(saved -> intake.with(batchId, saved))));
    }

    private static List<SeenCandle> released(Verdict verdict) {
        return verdict.released().stream().map(Released::seen).toList();
    }

    // In the order in which they came, which is nearly that in which they are stored.
    private Collection<SeenCandle> newestOfEach(List<Observation> seen) {
        Map<SeenCandle.Key, SeenCandle> newest = new LinkedHashMap<>();
        for (Observation one : seen) {
            known(one)
                    .ifPresent(candle ->
                            newest.merge(candle.key(), candle, (first, other) -> other.outdoes(first) ? other : first));
        }
        return newest.values();
    }

    private Optional<SeenCandle> known(Observation seen) {
        Optional<StoredSeries> series = book.find(seen.series());
        if (series.isEmpty()) {
            outcomes.unknown(seen.series());
        }
        return series.map(one -> new SeenCandle(one.id(), seen));
    }

    /** Parts are made before anything is written, so that whoever makes one holds nothing that another waits for. */
    private List<SeenCandle> withBuilt(Collection<SeenCandle> arrived) {
        return Stream.concat(arrived.stream(), arrived.stream().flatMap(one -> fourHours.around(one).stream()))
                .toList();
    }

    private static Set<Integer> seriesOf(Collection<SeenCandle> candles) {
        return candles.stream().map(SeenCandle::seriesId).collect(Collectors.toSet());
    }
}
