package dev.tickwork.runtime;

import dev.tickwork.jobs.EngineRole;
import java.util.Set;

/** What a process is started for. */
enum Purpose {
    /** Everything, until told to stop. */
    ALL(EngineRole.BOTH, Set.of(VerticleKind.values())),
    /** To work on what waits, until told to stop. */
    WORKER(EngineRole.WORKER, Set.of(VerticleKind.JOBS, VerticleKind.STAND_IN)),
    /** To make runs by their schedules, until told to stop. */
    SCHEDULER(EngineRole.SCHEDULER, Set.of(VerticleKind.JOBS)),
    /** To run some jobs and end. */
    ONCE(EngineRole.WORKER, Set.of(VerticleKind.JOBS, VerticleKind.STAND_IN));

    private final EngineRole role;
    private final Set<VerticleKind> kinds;

    Purpose(EngineRole role, Set<VerticleKind> kinds) {
        this.role = role;
        this.kinds = kinds;
    }

    /** What its engine does. */
    EngineRole role() {
        return role;
    }

    boolean deploys(VerticleDefinition<?> verticle) {
        return kinds.contains(verticle.kind());
    }

    /** Whether it may be started beside a process that does everything. */
    boolean isBesideAnother() {
        return this != ALL;
    }

    /** Whether it can do without, because another process of the machine has it already. */
    boolean canLeaveToOthers(VerticleDefinition<?> verticle) {
        return isBesideAnother() && verticle.kind() == VerticleKind.STAND_IN;
    }

    /** Whether somebody may want to know how it is. */
    boolean isWatched() {
        return this != ONCE;
    }

    /** Tells it from the process that has its name and goes on beside it. */
    String nameSuffix() {
        return this == ONCE ? "-once" : "";
    }
}
