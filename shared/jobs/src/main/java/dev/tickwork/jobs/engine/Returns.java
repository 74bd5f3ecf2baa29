package dev.tickwork.jobs.engine;

import dev.tickwork.jobs.engine.ClaimStore.Claim;
import dev.tickwork.jobs.engine.ClaimStore.Claimed;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives runs back that this node took, so that others may take them at once; while Postgres is away that waits among the
 * {@link UnheardClaims}. Touched on the engine's context only.
 */
final class Returns {
    private static final Logger log = LoggerFactory.getLogger(Returns.class);

    private final Workshop workshop;

    Returns(Workshop workshop) {
        this.workshop = workshop;
    }

    /** Runs in the hands of this node, begun or not. */
    Future<Void> giveBack(List<Execution> runs) {
        return giveBack(
                runs.stream()
                        .map(run -> new Claim(run.runId(), run.identity().claim()))
                        .toList(),
                runs.stream().map(run -> run.identity().startedAt()).distinct().toList());
    }

    /** Runs of jobs that are not here any more. */
    void strangers(List<Claimed> runs) {
        ended(giveBack(
                runs.stream().map(Claimed::claim).toList(),
                runs.stream().map(Claimed::startedAt).distinct().toList()));
    }

    /** Runs that were born begun, for jobs that are not here any more or when nothing begins here any more. */
    void strangers(List<Claim> claims, Instant bornAt) {
        ended(giveBack(claims, List.of(bornAt)));
    }

    /** Nobody waits for it. */
    static void ended(Future<Void> givenBack) {
        givenBack.onFailure(failure ->
                log.atWarn().addKeyValue("error", failure.getMessage()).log("runs could not be handed back"));
    }

    private Future<Void> giveBack(List<Claim> claims, Collection<Instant> takenAt) {
        return claims.isEmpty()
                ? Future.succeededFuture()
                : workshop.door()
                        .statement(tx -> workshop.claims().handBack(tx, claims))
                        .onFailure(failure ->
                                takenAt.forEach(at -> workshop.unheard().note(at, failure)))
                        .mapEmpty();
    }
}
