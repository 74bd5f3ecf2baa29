package dev.tickwork.gateway.operations;

import dev.tickwork.messages.OperationReply;
import io.vertx.core.Future;
import java.util.Map;

/** Gets every operation answered by whoever is there for it. */
public final class OperationDesk {
    private final Map<String, OwnAnswer> ownAnswers;
    private final OwnAnswer lastValues;
    private final OwnAnswer forwarding;

    /** @param ownAnswers what the gateway answers itself, by operation id */
    public OperationDesk(Map<String, OwnAnswer> ownAnswers, OwnAnswer lastValues, OwnAnswer forwarding) {
        this.ownAnswers = Map.copyOf(ownAnswers);
        this.lastValues = lastValues;
        this.forwarding = forwarding;
    }

    /** The answer to a request that was admitted; fails with an {@link dev.tickwork.messages.ApiProblem}. */
    public Future<OperationReply> answer(Asked asked) {
        return Future.succeededFuture(asked).compose(whoAnswers(asked)::answer);
    }

    private OwnAnswer whoAnswers(Asked asked) {
        if (asked.operation().lastValues() != null) {
            return lastValues;
        }
        return ownAnswers.getOrDefault(asked.operation().id(), forwarding);
    }
}
