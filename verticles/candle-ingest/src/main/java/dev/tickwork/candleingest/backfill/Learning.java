package dev.tickwork.candleingest.backfill;

import dev.tickwork.domain.Fault;
import dev.tickwork.jobs.RunContext;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Finds out where a series begins, and writes it down for one run. */
final class Learning {
    private final BackfillParts parts;
    private final RunContext run;

    Learning(BackfillParts parts, RunContext run) {
        this.parts = parts;
        this.run = run;
    }

    /**
     * Asks for the first candle. Where there is none its window is done; where nobody can tell, it is given up.
     *
     * @return fails when that should be tried again later
     */
    Future<Void> of(SeriesPlan plan) {
        return parts.firsts()
                .of(plan.series().series())
                .compose(first -> first.map(open -> known(plan.series(), open)).orElseGet(() -> nothing(plan)))
                .recover(failure -> failure instanceof Fault.Permanent
                        ? refused(plan, String.valueOf(failure.getMessage()))
                        : Future.failedFuture(failure));
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
        return whole(
                plan,
                Chunk.toDo(plan.series().id(), plan.window())
                        .found(0, parts.time().now()));
    }

    private Future<Void> refused(SeriesPlan plan, String why) {
        return whole(
                plan,
                Chunk.toDo(plan.series().id(), plan.window())
                        .refused(run.runId(), why, parts.time().now()));
    }

    private Future<Void> whole(SeriesPlan plan, Chunk chunk) {
        return run.write(tx -> parts.store()
                        .forget(tx, plan.in(Standing.TO_DO).toList())
                        .compose(gone -> parts.store().add(tx, List.of(chunk))))
                .mapEmpty();
    }
}
