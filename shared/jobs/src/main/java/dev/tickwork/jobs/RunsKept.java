package dev.tickwork.jobs;

import java.time.Duration;
import java.util.Collections;
import java.util.List;

/**
 * How long runs that are over stay in the ledger, in whole days.
 *
 * @param frequent what succeeded, of jobs that run more often than once a minute
 * @param successes what succeeded of others, and what was called off
 * @param failures what failed
 */
public record RunsKept(Duration frequent, Duration successes, Duration failures) {
    public static final RunsKept DEFAULT = new RunsKept(Duration.ofDays(3), Duration.ofDays(90), Duration.ofDays(365));

    public RunsKept {
        requireDays("frequent", frequent);
        requireDays("successes", successes);
        requireDays("failures", failures);
    }

    /** After this no run is there any more. */
    public Duration longest() {
        return Collections.max(List.of(frequent, successes, failures));
    }

    private static void requireDays(String name, Duration kept) {
        if (kept.toDays() < 1 || !kept.equals(Duration.ofDays(kept.toDays()))) {
            throw new IllegalArgumentException(name + ": " + kept.toHours() + "h is not 1d or more, in whole days");
        }
    }
}
