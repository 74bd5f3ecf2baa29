package dev.tickwork.jobs.engine;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.tickwork.jobs.engine.ClaimStore.Claim;
import dev.tickwork.jobs.engine.RescueStore.Suspect;
import dev.tickwork.postgres.DatabaseDown;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The moments at which this node took runs and did not hear whether it got them, or could not give them back. What began
 * then and is in nobody's hands here never began in truth: it is handed back when Postgres answers, instead of being found
 * lost. A claim may be committed some time after nobody waits for it any more, so a moment is remembered for a while.
 * Touched on the engine's context only.
 */
final class UnheardClaims {
    private static final Logger log = LoggerFactory.getLogger(UnheardClaims.class);
    private static final int MOST = 1000;

    private final Workshop workshop;
    private final Supplier<Set<UUID>> inHand;
    private final Supplier<Future<Void>> answered;
    /** By the moment of the claim, when that was noticed. */
    private final Map<Instant, Instant> noticed = new LinkedHashMap<>();

    private boolean settling;

    /**
     * @param inHand the runs for which this node answers
     * @param answered completes when what is being asked for now is in hand, or not to be had
     */
    UnheardClaims(Workshop workshop, Supplier<Set<UUID>> inHand, Supplier<Future<Void>> answered) {
        this.workshop = workshop;
        this.inHand = inHand;
        this.answered = answered;
    }

    /** What was taken at a moment may be ours without being known here, if this failure says so. */
    void note(Instant claimedAt, Throwable failure) {
        if (failure instanceof DatabaseDown && noticed.size() < MOST) {
            noticed.putIfAbsent(claimedAt, workshop.now());
        }
    }

    /** Whether a run of this node that is not in hand will be handed back. */
    boolean covers(Suspect suspect) {
        return noticed.containsKey(suspect.startedAt());
    }

    /** Hands back what is known by now; what fails is done next time. Asks nobody when every claim was heard. */
    @CanIgnoreReturnValue
    Future<Void> settle() {
        if (noticed.isEmpty() || settling || workshop.door().isClosed()) {
            return Future.succeededFuture();
        }
        settling = true;
        Instant now = workshop.now();
        return workshop.door()
                .read(tx -> workshop.claims().takenAt(tx, noticed.keySet()))
                .compose(taken -> answered.get().transform(heard -> handBack(taken)))
                .onSuccess(settled -> forget(now))
                .recover(UnheardClaims::nextTime)
                .onComplete(done -> settling = false);
    }

    private Future<Void> handBack(List<Claim> taken) {
        Set<UUID> mine = taken.isEmpty() ? Set.of() : inHand.get();
        List<Claim> unknown =
                taken.stream().filter(claim -> !mine.contains(claim.id())).toList();
        return unknown.isEmpty()
                ? Future.succeededFuture()
                : workshop.door()
                        .statement(tx -> workshop.claims().handBack(tx, unknown))
                        .onSuccess(UnheardClaims::handedBack)
                        .mapEmpty();
    }

    private void forget(Instant now) {
        Instant longAgo = now.minus(workshop.settings().backstop());
        noticed.values().removeIf(at -> !at.isAfter(longAgo));
    }

    private static void handedBack(int rows) {
        log.atWarn().addKeyValue("rows", rows).log("runs that were claimed unheard are handed back");
    }

    private static Future<Void> nextTime(Throwable failure) {
        log.atDebug().addKeyValue("error", failure.getMessage()).log("claims that were not heard are looked for later");
        return Future.succeededFuture();
    }
}
