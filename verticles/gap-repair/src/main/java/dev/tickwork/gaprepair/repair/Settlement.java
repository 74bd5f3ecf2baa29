package dev.tickwork.gaprepair.repair;

import dev.tickwork.gaprepair.detection.Recheck;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** Writes what became of gaps that were asked for, in one transaction, so that nothing is counted twice. */
final class Settlement {
    private final SettleStore store = new SettleStore();
    private final ConfirmationStore confirmations = new ConfirmationStore();
    private final Doubts doubts = new Doubts();
    private final Recheck recheck;
    private final Downtimes downtimes;
    private final Patience patience;
    private final RandomGenerator random;

    Settlement(Recheck recheck, Endings endings, Downtimes downtimes) {
        this.recheck = recheck;
        this.downtimes = downtimes;
        this.patience = endings.patience();
        this.random = endings.random();
    }

    /**
     * Settles gaps that a run has; those that it has no more are left alone. Safe to repeat.
     *
     * @return what became of each, for people
     */
    Future<List<Settled>> settle(Tx tx, UUID runId, List<Finished> finished, Instant now) {
        List<Long> ids = finished.stream().map(one -> one.gap().id()).toList();
        return store.release(tx, runId, ids).compose(held -> recheck.recheck(tx, runId, now, held)
                .compose(checked -> each(
                        tx,
                        runId,
                        finished.stream()
                                .filter(one -> held.contains(one.gap().id()))
                                .toList(),
                        now)));
    }

    private Future<List<Settled>> each(Tx tx, UUID runId, List<Finished> finished, Instant now) {
        Future<List<Settled>> all = Future.succeededFuture(new ArrayList<>());
        for (Finished one : finished) {
            all = all.compose(before -> settle(tx, runId, one, now).map(settled -> {
                before.add(settled);
                return before;
            }));
        }
        return all;
    }

    private Future<Settled> settle(Tx tx, UUID runId, Finished one, Instant now) {
        return absent(tx, runId, one)
                .compose(absent -> doubts.setApart(tx, missing(absent), now))
                .compose(apart -> absent(tx, runId, one))
                .compose(absent -> absent.isEmpty()
                        ? Future.succeededFuture(Settled.repaired(one.gap()))
                        : store.explained(tx, one.gap().series(), one.asked())
                                .compose(explained -> judge(tx, one, absent, explained, now)));
    }

    private Future<List<Part>> absent(Tx tx, UUID runId, Finished one) {
        return store.parts(tx, runId, one.gap())
                .map(parts -> parts.stream().filter(part -> !part.isRepaired()).toList());
    }

    private static List<Part> missing(List<Part> absent) {
        return absent.stream().filter(Part::isMissing).toList();
    }

    private Future<Settled> judge(Tx tx, Finished one, List<Part> absent, int explained, Instant now) {
        Future<Settled> all = Future.succeededFuture(Settled.of(one.gap(), absent));
        for (Part part : missing(absent)) {
            String why = one.whyNotEmpty(part, explained);
            all = why == null
                    ? all.compose(settled -> confirm(tx, one, part, now).map(settled))
                    : all.compose(settled -> fail(tx, one, part, why, now).map(settled.because(why)));
        }
        return all;
    }

    private Future<Void> confirm(Tx tx, Finished one, Part part, Instant now) {
        return confirmations
                .confirm(tx, part, one.about(part.span()), patience.spacing(now))
                .compose(times ->
                        times >= patience.confirmations() ? downtimes.end(tx, part, now) : Future.succeededFuture());
    }

    private Future<Integer> fail(Tx tx, Finished one, Part part, String why, Instant now) {
        Instant nextTry = patience.retryAfter(now, part.attempts() + 1, random);
        return store.fail(tx, part, why, nextTry, one.failure().isEmpty());
    }
}
