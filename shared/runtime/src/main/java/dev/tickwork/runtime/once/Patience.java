package dev.tickwork.runtime.once;

import java.time.Duration;
import java.time.Instant;

/** Says of one run, from look to look, whether it is worth waiting for. */
final class Patience {
    /** What will not go on for longer, or was kept from it for longer, is left to others. */
    private static final Duration MOST = Duration.ofSeconds(60);
    /** A try that meets a switch that is off is over at once. */
    private static final Duration WORK = Duration.ofSeconds(1);

    private int attempt;
    private Instant idleSince = Instant.EPOCH;

    /** Whether it is over, rests for longer than a minute, or has been kept from work for one since it might have begun. */
    boolean endsAt(RunStanding standing, Instant now) {
        if (standing.attempt() != attempt || standing.worksSince(now.minus(WORK))) {
            attempt = standing.attempt();
            idleSince = standing.runAt().isAfter(now) ? standing.runAt() : now;
        }
        return standing.rests(now.plus(MOST)) || (standing.isPutAndKept() && now.isAfter(idleSince.plus(MOST)));
    }
}
