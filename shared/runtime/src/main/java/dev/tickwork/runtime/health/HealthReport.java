package dev.tickwork.runtime.health;

import dev.tickwork.runtime.health.HealthCheck.State;
import java.util.Collections;
import java.util.Comparator;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All checks of one process at one moment.
 *
 * @param state the worst of the checks; up when there are none
 * @param checks by name
 */
public record HealthReport(State state, SortedMap<String, HealthCheck> checks) {
    public HealthReport {
        checks = Collections.unmodifiableSortedMap(new TreeMap<>(checks));
    }

    /** The report on these checks. */
    public static HealthReport of(Map<String, HealthCheck> checks) {
        State worst = checks.values().stream()
                .map(HealthCheck::state)
                .max(Comparator.naturalOrder())
                .orElse(State.UP);
        return new HealthReport(worst, new TreeMap<>(checks));
    }

    /** Whether the process may be given work: nothing is down. */
    public boolean isReady() {
        return state != State.DOWN;
    }
}
