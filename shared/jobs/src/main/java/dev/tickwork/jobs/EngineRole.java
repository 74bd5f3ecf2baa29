package dev.tickwork.jobs;

/** What a node does of the engine's work. */
public enum EngineRole {
    /** Makes runs by their schedules and works on what waits. */
    BOTH,
    /** Only makes runs; others work on them. While Postgres is away it can tell nobody, so it makes none. */
    SCHEDULER,
    /** Only works; others make the runs. */
    WORKER;

    public boolean fires() {
        return this != WORKER;
    }

    public boolean works() {
        return this != SCHEDULER;
    }
}
