package dev.tickwork.gaprepair.answers;

import dev.tickwork.messages.ApiProblem;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;

/** Says whether a gap may be repaired. */
public final class GapLookup {
    private final GapReadStore store = new GapReadStore();

    /** Fails with the problem that forbids it: there is no such gap, or nothing is left to do about it. */
    public Future<Void> requireRepairable(Tx tx, long id, boolean isForced) {
        return store.find(tx, id).compose(found -> {
            GapItem gap = found.orElseThrow(() -> ApiProblem.notFound("there is no gap " + id));
            boolean isFinal = gap.state().equals("repaired") || gap.state().equals("gone");
            if (isFinal || (gap.isSettled() && !isForced)) {
                String help = isFinal ? "" : "; with force the exchange is asked once more";
                throw ApiProblem.of(409, "settled", "nothing is left to do: it is " + gap.state() + help);
            }
            return Future.succeededFuture();
        });
    }
}
