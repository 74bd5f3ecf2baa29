package dev.tickwork.gateway.bridge;

import java.time.Duration;

/** How many frames one browser may still send: some at once, then so many a second. */
final class Allowance {
    private final double most;
    private final double perBeat;
    private double left;

    Allowance(BridgeLimits limits) {
        this.most = limits.framesAtOnce();
        this.perBeat = limits.framesPerSecond()
                * (double) BridgeLimits.BEAT.toMillis()
                / Duration.ofSeconds(1).toMillis();
        this.left = most;
    }

    /** Takes one; false when there is none. */
    boolean take() {
        if (left < 1) {
            return false;
        }
        left--;
        return true;
    }

    void beat() {
        left = Math.min(most, left + perBeat);
    }
}
