package dev.tickwork.gateway.bridge;

import java.time.Duration;

/** Counts the beats in which something that should happen did not. */
final class Patience {
    private final long most;
    private long beats;

    Patience(Duration longest) {
        this.most = Math.max(1, longest.dividedBy(BridgeLimits.BEAT));
    }

    /** It happened: counts from zero again. */
    void renew() {
        beats = 0;
    }

    /** One more beat without it; true when that was one too many. */
    boolean isOver() {
        beats++;
        return beats > most;
    }
}
