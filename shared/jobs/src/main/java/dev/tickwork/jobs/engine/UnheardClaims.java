package dev.tickwork.jobs.engine;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.tickwork.jobs.engine.ClaimStore.Claim;
import dev.tickwork.jobs.engine.ClaimStore.TakenRun;
import dev.tickwork.jobs.engine.RescueStore.Suspect;
import dev.tickwork.postgres.DatabaseDown;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.HashMap;
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
    /** How many claims of a moment are under way. */
    private final Map<Instant, Integer> awaited = new HashMap<>();
    /** By the moment of the claim, when it was noticed that nobody heard. */
    private final Map<Instant, Instant> noticed = new LinkedHashMap<>();

    private Supplier<Set<UUID>> inHand = Set::of;
    private boolean settling;

    UnheardClaims(Workshop workshop) {
        this.workshop = workshop;
    }

    /** @param ids the runs for which this node answers */
    void tell(Supplier<Set<UUID>> ids) {
        inHand = ids;
    }

    /**
     * Hears the answer to a claim, and remembers the claim when there is none.
     *
     * @param claimedAt what it takes begins at this moment
     * @param inHands completes when what it took is in hand
     */
    <T> Future<T> hear(Instant claimedAt, Future<T> inHands) {
        awaited.merge(claimedAt, 1, Integer::sum);
        return inHands.onComplete(heard -> {
            awaited.computeIfPresent(claimedAt, (at, left) -> left == 1 ? null : left - 1);
            if (heard.failed()) {
                note(claimedAt, heard.cause());
            }
        });
    }

    /** What was taken at a moment may be ours without being in hand, if this failure says so. */
    void note(Instant claimedAt, Throwable failure) {
        if (failure instanceof DatabaseDown && noticed.size() < MOST) {
            noticed.putIfAbsent(claimedAt, workshop.now());
        }
    }

    /** Whether a run of this node that is not in hand may come to be, or will be handed back. */
    boolean covers(Suspect suspect) {
        return awaited.containsKey(suspect.startedAt()) || noticed.containsKey(suspect.startedAt());
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
                .writeAtLeisure(tx -> workshop.claims().takenAt(tx, noticed.keySet()))
                .compose(this::handBack)
                .onSuccess(settled -> forget(now))
                .recover(UnheardClaims::nextTime)
                .onComplete(done -> settling = false);
    }

    private Future<Void> handBack(List<TakenRun> taken) {
        Set<UUID> mine = taken.isEmpty() ? Set.of() : inHand.get();
        List<Claim> unknown = taken.stream()
                .filter(run -> !awaited.containsKey(run.startedAt()))
                .map(TakenRun::claim)
                .filter(claim -> !mine.contains(claim.id()))
                .toList();
        return unknown.isEmpty()
                ? Future.succeededFuture()
                : workshop.door()
                        .statement(tx -> workshop.claims().handBack(tx, unknown))
                        .onSuccess(UnheardClaims::handedBack)
                        .mapEmpty();
    }

    private void forget(Instant now) {
        Instant longAgo = now.minus(workshop.backstop());
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
