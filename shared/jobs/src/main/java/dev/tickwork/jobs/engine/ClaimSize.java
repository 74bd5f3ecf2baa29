package dev.tickwork.jobs.engine;

import dev.tickwork.domain.time.Time;
import java.time.Duration;

/**
 * How many runs a node takes beyond what it can begin at once: none as a rule, many while they are over in no time, so
 * that no hand waits for the database and other nodes still get their share.
 */
final class ClaimSize {
    private static final int FIRST = 32;
    private static final int MOST = 1000;
    private static final Duration SOON = Duration.ofMillis(200);

    private final Time time;
    private int ahead;

    ClaimSize(Time time) {
        this.time = time;
    }

    int ahead() {
        return ahead;
    }

    /**
     * All that was taken has been begun, and there may be more.
     *
     * @param after so long on the clock
     */
    void begun(Duration after) {
        ahead = after.compareTo(time.shownIn(SOON)) < 0 ? Math.min(MOST, Math.max(FIRST, ahead * 2)) : ahead / 2;
    }

    /** What was taken had to wait, or there was not enough of it. */
    void none() {
        ahead = 0;
    }
}
