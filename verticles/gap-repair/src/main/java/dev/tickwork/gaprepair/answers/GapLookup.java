package dev.tickwork.gaprepair.answers;

import dev.tickwork.messages.ApiProblem;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;

/** Says whether a gap may be repaired. */
public final class GapLookup {
    private final GapReadStore store = new GapReadStore();

    /**
     * Fails with the problem that forbids it: there is no such gap, nothing is left to do about it, or its series is not
     * collected any more.
     */
    public Future<Void> requireRepairable(Tx tx, long id, boolean isForced) {
        return store.find(tx, id)
                .map(found -> found.orElseThrow(() -> ApiProblem.notFound("there is no gap " + id)))
                .map(gap -> requireUnsettled(gap, isForced))
                .compose(gap -> store.isCollected(tx, gap).compose(isCollected -> requireCollected(gap, isCollected)));
    }

    private static GapItem requireUnsettled(GapItem gap, boolean isForced) {
        boolean isFinal = gap.state().equals("repaired") || gap.state().equals("gone");
        if (isFinal || (gap.isSettled() && !isForced)) {
            String help = isFinal ? "" : "; with force the exchange is asked once more";
            throw ApiProblem.of(409, "settled", "nothing is left to do: it is " + gap.state() + help);
        }
        return gap;
    }

    private static Future<Void> requireCollected(GapItem gap, boolean isCollected) {
        return isCollected
                ? Future.succeededFuture()
                : Future.failedFuture(ApiProblem.of(
                        409, "not_collected", gap.symbol() + "/" + gap.timeframe() + " is not collected any more"));
    }
}
