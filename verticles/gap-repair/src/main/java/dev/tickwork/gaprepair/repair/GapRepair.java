package dev.tickwork.gaprepair.repair;

import dev.tickwork.domain.time.Time;
import dev.tickwork.gaprepair.detection.Recheck;
import dev.tickwork.jobs.Origin;
import dev.tickwork.jobs.RunContext;
import dev.tickwork.jobs.RunRequest;
import dev.tickwork.jobs.Trigger;
import dev.tickwork.messages.candles.FetchCandles;
import dev.tickwork.postgres.Database;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Repairs gaps in steps, each of which can be repeated: a run takes gaps, asks for them through children, and settles each
 * when its children are over. What it has done is in the tables, so a run that was lost goes on where it was.
 */
public final class GapRepair {
    private static final Origin ORIGIN = new Origin(Trigger.PARENT, null);

    private final Database database;
    private final Time time;
    private final TakeStore takes = new TakeStore();
    private final ChildStore children = new ChildStore();
    private final SummaryStore summaries = new SummaryStore();
    private final Downtimes downtimes;
    private final SettleStore settles = new SettleStore();
    private final Patience patience;
    private final BuiltGaps built = new BuiltGaps();
    private final Settlement settlement;

    /** @param recheck looks at gaps again after they were asked for */
    public GapRepair(Database database, Time time, Recheck recheck, Endings endings) {
        this.database = database;
        this.time = time;
        this.patience = endings.patience();
        this.downtimes = new Downtimes(endings.leastSymbols());
        this.settlement = new Settlement(recheck, endings, downtimes);
    }

    /** Where a run is. */
    public Future<Stand> stand(UUID runId) {
        return database.read(tx ->
                takes.taken(tx, runId).compose(taken -> children.of(tx, runId).map(born -> new Stand(taken, born))));
    }

    /** Lets settled gaps be asked for once more, because somebody insists. */
    public Future<Void> reopen(RunContext run, Wanted wanted) {
        return run.write(tx -> takes.reopen(tx, wanted, time.now())).mapEmpty();
    }

    /**
     * Gives gaps to a run. Those whose candles are built wait for the candles that they are built from, and end as those do.
     *
     * @param isForced whether those are asked for once more though they are settled
     */
    public Future<List<TakenGap>> take(RunContext run, Wanted wanted, boolean isForced) {
        return run.write(tx -> takes.noteWaiting(tx)
                        .compose(waiting -> takes.take(tx, run.runId(), wanted))
                        .compose(taken -> isForced ? Future.succeededFuture(taken) : settleBuilt(tx, run.runId())))
                .compose(taken -> database.read(tx -> takes.taken(tx, run.runId())));
    }

    private Future<Integer> settleBuilt(Tx tx, UUID runId) {
        return takes.taken(tx, runId).compose(taken -> built.settle(tx, taken, time.now()));
    }

    /** Gives gaps back that a run will not ask for; no attempt is counted. */
    public Future<Void> giveBack(RunContext run, List<TakenGap> gaps, String why) {
        List<Long> ids = gaps.stream().map(TakenGap::id).toList();
        return run.write(tx -> settles.postpone(tx, ids, why, patience.confirmAfter(time.now())))
                .mapEmpty();
    }

    /** Has the exchange asked for gaps, the newest first, with as few requests as it takes. */
    public Future<Void> ask(RunContext run, List<TakenGap> gaps) {
        List<RunRequest> requests = Bundles.of(gaps).stream()
                .map(fetch -> RunRequest.of(FetchCandles.JOB, ORIGIN).with(fetch))
                .toList();
        return run.spawn(requests).mapEmpty();
    }

    /** Settles the gaps for which everything was asked. */
    public Future<List<Settled>> settle(RunContext run, Stand stand) {
        List<Finished> finished = stand.finished();
        if (finished.isEmpty()) {
            return Future.succeededFuture(List.of());
        }
        var settled = new AtomicReference<List<Settled>>(List.of());
        return run.write(tx -> settlement
                        .settle(tx, run.runId(), finished, time.now())
                        .map(done -> {
                            settled.set(done);
                            return done.size();
                        }))
                .map(written -> settled.get());
    }

    public Future<RepairResult> summary(UUID runId) {
        return database.read(tx -> summaries.of(tx, runId));
    }

    /** Whether an exchange is down, as far as anybody has heard. */
    public Future<Boolean> isDown(String exchange) {
        return database.read(tx -> downtimes.goesOn(tx, exchange));
    }

    /**
     * Notes whether the exchange says of itself that it works, and when its stream said that it did not.
     *
     * @param isOperative null when it does not say
     * @return how many downtimes are new, or over
     */
    public Future<Integer> operative(RunContext run, String exchange, @Nullable Boolean isOperative) {
        Instant now = time.now();
        return run.write(tx -> downtimes
                        .operative(tx, exchange, isOperative, now)
                        .compose(changed -> downtimes.adopt(tx, exchange, now).map(adopted -> changed + adopted)))
                .map(written -> written.rows());
    }
}
