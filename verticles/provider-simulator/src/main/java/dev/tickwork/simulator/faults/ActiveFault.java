package dev.tickwork.simulator.faults;

import java.util.UUID;

/**
 * A rule that is in force.
 *
 * @param id to take it back by
 * @param rule what was asked for
 * @param hits calls that it has hit so far
 */
public record ActiveFault(UUID id, FaultRule rule, int hits) {
    ActiveFault hit() {
        return new ActiveFault(id, rule, hits + 1);
    }

    boolean isUsedUp() {
        return rule.times() != null && hits >= rule.times();
    }
}
