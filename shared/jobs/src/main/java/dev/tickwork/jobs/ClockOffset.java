package dev.tickwork.jobs;

import java.time.Duration;

/** Hears how far Postgres's clock is ahead of this machine's, so that the one clock of the process can follow it. */
@FunctionalInterface
public interface ClockOffset {
    /**
     * Called at every heartbeat that reached Postgres.
     *
     * @param offset to be added to this machine's clock; negative when Postgres is behind
     */
    void measured(Duration offset);
}
