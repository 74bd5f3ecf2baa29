package dev.tickwork.jobs;

import java.time.Duration;

/**
 * How an engine keeps time: true time, however fast the clock runs. All nodes of one database use the same.
 *
 * @param heartbeat time between two signs of life
 * @param lostAfter a node silent for this long has lost its runs
 * @param backstop how often schedules are looked at although no one said that they changed
 * @param patience how long the engine waits for Postgres before it goes on without
 * @param backlogRuns how many ended runs wait in memory while Postgres is away; beyond it the oldest are dropped and the
 *     gap is noted in the ledger
 * @param hands how many runs of each queue go on at a time on this node, unless an operator says otherwise
 * @param role what this node does of the engine's work
 */
public record EngineSettings(
        Duration heartbeat,
        Duration lostAfter,
        Duration backstop,
        Duration patience,
        int backlogRuns,
        Hands hands,
        EngineRole role) {
    public static final EngineSettings DEFAULT = new EngineSettings(
            Duration.ofSeconds(5),
            Duration.ofSeconds(15),
            Duration.ofSeconds(60),
            Duration.ofSeconds(2),
            1000,
            Hands.DEFAULT,
            EngineRole.BOTH);

    public EngineSettings {
        if (heartbeat.isNegative() || heartbeat.isZero()) {
            throw new IllegalArgumentException("heartbeat must be positive but is " + heartbeat);
        }
        if (lostAfter.compareTo(heartbeat.multipliedBy(2)) < 0) {
            throw new IllegalArgumentException("lostAfter must be at least two heartbeats but is " + lostAfter);
        }
        if (backstop.compareTo(heartbeat) < 0) {
            throw new IllegalArgumentException("backstop must not be less than a heartbeat but is " + backstop);
        }
        if (patience.toMillis() < 1) {
            throw new IllegalArgumentException("patience must be at least a millisecond but is " + patience);
        }
        if (backlogRuns < 1) {
            throw new IllegalArgumentException("backlogRuns must be positive but is " + backlogRuns);
        }
    }

    /** The same with other hands. */
    public EngineSettings with(Hands other) {
        return new EngineSettings(heartbeat, lostAfter, backstop, patience, backlogRuns, other, role);
    }

    /** The same in another role. */
    public EngineSettings as(EngineRole other) {
        return new EngineSettings(heartbeat, lostAfter, backstop, patience, backlogRuns, hands, other);
    }
}
