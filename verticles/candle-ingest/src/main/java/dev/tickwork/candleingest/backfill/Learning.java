package dev.tickwork.candleingest.backfill;

import dev.tickwork.domain.Fault;
import dev.tickwork.jobs.RunContext;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Finds out where series begin, and writes it down, for one run. */
final class Learning {
    /** Of the run, about twenty minutes after the first; by then candles that cannot be had are given up as well. */
    private static final int ENOUGH_ATTEMPTS = 8;

    private static final String CANNOT_BE = "the exchange tells of no candle at all, though some are stored";

    private final BackfillParts parts;
    private final RunContext run;
    private final Instant since;
    private final Untold untold;

    /** @param since when the run was asked for */
    Learning(BackfillParts parts, Untold untold, RunContext run, Instant since) {
        this.parts = parts;
        this.untold = untold;
        this.run = run;
        this.since = since;
    }

    /** Whom to ask for next; empty for nobody now. */
    Optional<SeriesPlan> next(BackfillBoard board) {
        return untold.next(board.toLearn().toList(), run, parts.time().now());
    }

    /** Why another attempt has to follow when nothing else is left to do; empty when this one was told everything. */
    Optional<Fault> trouble(BackfillBoard board) {
        Map<String, String> why = untold.why(board.unknown());
        return why.isEmpty()
                ? Optional.empty()
                : Optional.of(new Fault.Transient("nobody can tell where they begin: " + why, null));
    }

    /**
     * Asks for the first candle. Where there is none all that was to do is done; where nobody can tell, for good or after
     * some attempts, it is given up; where nobody can tell for now, others have their turn, and then it.
     *
     * @return fails when no other series can be asked for either
     */
    Future<Void> of(SeriesPlan plan) {
        return parts.firsts()
                .of(plan.series().series(), since)
                .transform(
                        answer -> answer.succeeded() ? told(plan, answer.result()) : unanswered(plan, answer.cause()));
    }

    private Future<Void> told(SeriesPlan plan, Optional<Instant> first) {
        return first.map(open -> known(plan.series(), open)).orElseGet(() -> none(plan));
    }

    /** Believed for this backfill, unless we know better; the next one asks again. */
    private Future<Void> none(SeriesPlan plan) {
        return parts.desk()
                .isAnyStored(plan.series(), since)
                .compose(isAny -> isAny ? unanswered(plan, new Fault.Transient(CANNOT_BE, null)) : nothing(plan));
    }

    private Future<Void> unanswered(SeriesPlan plan, Throwable failure) {
        boolean mayPass = failure instanceof Fault.Transient;
        if (failure instanceof Fault.Permanent || (mayPass && run.attempt() >= ENOUGH_ATTEMPTS)) {
            return refused(plan, String.valueOf(failure.getMessage()));
        }
        if (!mayPass) {
            return Future.failedFuture(failure);
        }
        untold.note(plan, run, parts.time().now(), String.valueOf(failure.getMessage()));
        return Future.succeededFuture();
    }

    private Future<Void> known(Loadable series, Instant open) {
        return run.write(tx -> parts.store().learned(tx, series.id(), open).compose(rows -> begin(tx, series, open)))
                .mapEmpty();
    }

    /** What is built of a series begins with it. */
    private Future<Integer> begin(Tx tx, Loadable source, Instant open) {
        return parts.store().builtOf(tx, source).compose(built -> {
            List<Future<Integer>> all = new ArrayList<>();
            built.forEach(one ->
                    all.add(parts.store().learned(tx, one.id(), one.timeframe().openFrom(open))));
            return Future.all(all).map(all.size());
        });
    }

    private Future<Void> nothing(SeriesPlan plan) {
        Instant now = parts.time().now();
        // Of this backfill even when the clock was moved back meanwhile, or it would ask again and again.
        Instant answered = now.isBefore(since) ? since : now;
        return settle(plan, chunk -> chunk.found(0, answered));
    }

    private Future<Void> refused(SeriesPlan plan, String why) {
        Instant now = parts.time().now();
        return settle(plan, chunk -> chunk.refused(run.runId(), why, now));
    }

    /** What was to do is to do no more; what is done already, or done by others, stays as it is. */
    private Future<Void> settle(SeriesPlan plan, UnaryOperator<Chunk> settled) {
        return run.write(tx -> parts.store()
                        .alone(tx)
                        .compose(alone -> parts.store().forget(tx, plan.toDo()))
                        .compose(gone -> parts.store()
                                .add(tx, plan.toDo().stream().map(settled).toList())))
                .mapEmpty();
    }
}
