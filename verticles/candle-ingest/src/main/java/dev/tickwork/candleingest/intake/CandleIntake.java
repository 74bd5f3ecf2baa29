package dev.tickwork.candleingest.intake;

import static java.util.stream.Collectors.toMap;

import dev.tickwork.candleingest.quality.Quarantine;
import dev.tickwork.candleingest.quality.Verdict;
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
import dev.tickwork.domain.time.Time;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.List;
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

    /** The transaction is committed: browsers and other rooms may hear of it. */
    public void told(Intake intake) {
        parts.made(intake.parts());
        outcomes.tell(intake);
    }

    private Future<Intake> store(Tx tx, Batch batch, long batchId, Collection<SeenCandle> arrived) {
        return parts.make(tx, withBuilt(arrived)).compose(made -> quarantine
                .judge(tx, batchId, arrived)
                .compose(verdict -> save(tx, batch, batchId, verdict, made)));
    }

    private Future<Intake> save(Tx tx, Batch batch, long batchId, Verdict verdict, List<Part> made) {
        return candles.save(tx, batchId, verdict.believed(), time.now()).compose(saved -> build(tx, batch, saved)
                .map(built -> new Intake(batchId, verdict, saved, built, made)));
    }

    private Future<Saved> build(Tx tx, Batch batch, Saved saved) {
        return fourHours
                .of(tx, saved.written())
                .compose(built -> built.isEmpty()
                        ? Future.succeededFuture(Saved.NOTHING)
                        : batches.open(tx, batch.built(), seriesOf(built))
                                .compose(batchId -> candles.save(tx, batchId, built, time.now())));
    }

    private Collection<SeenCandle> newestOfEach(List<Observation> seen) {
        return seen.stream()
                .flatMap(one -> known(one).stream())
                .collect(toMap(SeenCandle::key, one -> one, (one, other) -> other.outdoes(one) ? other : one))
                .values();
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
