package dev.tickwork.jobs;

import java.time.Duration;

/**
 * How an engine keeps time: true time, however fast the clock runs. All nodes of one database use the same.
 *
 * @param heartbeat time between two signs of life
 * @param lostAfter a node silent for this long has lost its runs
 * @param backstop how often schedules are looked at although no one said that they changed
 * @param patience how long the engine waits for Postgres before it goes on without
 * @param drain how long the runs of a job that is taken off may take to end; what still runs then is handed back
 * @param backlogRuns how many ended runs wait in memory while Postgres is away; beyond it the oldest are dropped and the
 *     gap is noted in the ledger
 * @param hands how many runs of each queue go on at a time on this node, unless an operator says otherwise
 * @param role what this node does of the engine's work
 * @param kept how long runs that are over stay in the ledger, by the clock
 */
public record EngineSettings(
        Duration heartbeat,
        Duration lostAfter,
        Duration backstop,
        Duration patience,
        Duration drain,
        int backlogRuns,
        Hands hands,
        EngineRole role,
        RunsKept kept) {
    public static final EngineSettings DEFAULT = new EngineSettings(
            Duration.ofSeconds(5),
            Duration.ofSeconds(15),
            Duration.ofSeconds(60),
            Duration.ofSeconds(2),
            Duration.ofSeconds(5),
            1000,
            Hands.DEFAULT,
            EngineRole.BOTH,
            RunsKept.DEFAULT);

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
        if (drain.isNegative()) {
            throw new IllegalArgumentException("drain must not be negative but is " + drain);
        }
        if (backlogRuns < 1) {
            throw new IllegalArgumentException("backlogRuns must be positive but is " + backlogRuns);
        }
    }

    /** The same with other hands. */
    public EngineSettings with(Hands other) {
        return new EngineSettings(heartbeat, lostAfter, backstop, patience, drain, backlogRuns, other, role, kept);
    }

    /** The same in another role. */
    public EngineSettings as(EngineRole other) {
        return new EngineSettings(heartbeat, lostAfter, backstop, patience, drain, backlogRuns, hands, other, kept);
    }

    /** The same with another time for runs to end. */
    public EngineSettings draining(Duration other) {
        return new EngineSettings(heartbeat, lostAfter, backstop, patience, other, backlogRuns, hands, role, kept);
    }

    /** The same, for runs that are kept as long. */
    public EngineSettings keeping(RunsKept other) {
        return new EngineSettings(heartbeat, lostAfter, backstop, patience, drain, backlogRuns, hands, role, other);
    }
}
