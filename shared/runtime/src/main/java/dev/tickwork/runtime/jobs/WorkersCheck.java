package dev.tickwork.runtime.jobs;

import dev.tickwork.runtime.health.HealthCheck;
import java.util.OptionalInt;

/** What it means for callers when nobody works: tasks are taken in, and nothing becomes of them. */
public final class WorkersCheck {
    private WorkersCheck() {}

    /** @param alive how many processes work; empty when nobody knows yet */
    public static HealthCheck of(OptionalInt alive) {
        return alive.isPresent() && alive.getAsInt() == 0 ? HealthCheck.down("no workers") : HealthCheck.up();
    }
}
