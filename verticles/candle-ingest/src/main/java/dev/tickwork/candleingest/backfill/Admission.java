package dev.tickwork.candleingest.backfill;

import dev.tickwork.candleingest.backfill.AskedStore.Live;
import dev.tickwork.candleingest.backfill.BackfillDesk.Wish;
import dev.tickwork.domain.time.Time;
import dev.tickwork.jobs.Enqueued;
import dev.tickwork.jobs.JobEngine;
import dev.tickwork.jobs.Origin;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Takes in what is wanted of the past: it is a run of its own, unless one that goes on loads all of that. Those that go on
 * beside each other share the ledger of chunks, so none asks for what another one has asked for.
 */
final class Admission {
    /** What came since a run was asked for it does not load; so much of that is left to whoever looks for gaps. */
    private static final Duration FRESH = Duration.ofHours(1);

    private static final String LEFT = "the backfill that was to load it ended before it did";

    private final JobEngine engine;
    private final BackfillDesk desk;
    private final ChunkStore chunks;
    private final Time time;
    private final AskedStore runs = new AskedStore();

    Admission(JobEngine engine, BackfillDesk desk, ChunkStore chunks, Time time) {
        this.engine = engine;
        this.desk = desk;
        this.chunks = chunks;
        this.time = time;
    }

    /** What somebody wants now; one that goes on is answered when it is no older than an hour. */
    Future<Enqueued> ask(Tx tx, BackfillArgs wanted, Origin origin) {
        return take(tx, wanted, origin, time.now().minus(FRESH));
    }

    /** Everything, as long as nothing that goes on loads it, however long that has gone on. */
    Future<Enqueued> lookAfter(Tx tx) {
        return take(tx, BackfillArgs.ALL, Origin.EVENT, Instant.EPOCH);
    }

    /**
     * Gives up what no backfill is to load any more, because its own failed or was stopped: whoever looks for gaps looks
     * there from then on, and whatever backfill comes tries it. While any backfill goes on, nothing. Safe to repeat.
     *
     * @return how many chunks that were
     */
    Future<Integer> giveUpLeft(Tx tx) {
        Instant now = time.now();
        return chunks.alone(tx)
                .compose(alone -> runs.live(tx))
                .compose(live -> live.isEmpty() ? left(tx, now) : Future.succeededFuture(List.of()))
                .compose(left -> chunks.givenUp(tx, left, now));
    }

    private Future<List<Chunk>> left(Tx tx, Instant now) {
        return desk.look(tx, null, BackfillArgs.ALL, now)
                .map(board -> board.untried().map(chunk -> chunk.failed(LEFT)).toList());
    }

    /** What has only just begun to be collected: one that goes on may end without having seen it. */
    Future<Enqueued> add(Tx tx, BackfillArgs wanted, Origin origin) {
        return engine.enqueue(tx, BackfillJob.request(wanted, origin));
    }

    /** One after the other, for two that ask at the same time must not both begin. */
    private Future<Enqueued> take(Tx tx, BackfillArgs wanted, Origin origin, Instant oldest) {
        return chunks.alone(tx)
                .compose(alone -> covering(tx, new Wish(wanted, time.now()), oldest))
                .compose(run -> run.map(one -> Future.succeededFuture(new Enqueued(one.id(), false)))
                        .orElseGet(() -> add(tx, wanted, origin)));
    }

    private Future<Optional<Live>> covering(Tx tx, Wish wish, Instant oldest) {
        return desk.named(tx, wish.asked()).compose(series -> runs.live(tx).map(live -> live.stream()
                .filter(run -> !run.since().isBefore(oldest) && covers(run, series, wish))
                .findFirst()));
    }

    private boolean covers(Live run, List<Loadable> series, Wish wish) {
        var loads = new Wish(run.args(), run.since());
        return !series.isEmpty()
                && series.stream().allMatch(one -> run.args().wants(one) && desk.reaches(one, loads, wish));
    }
}
