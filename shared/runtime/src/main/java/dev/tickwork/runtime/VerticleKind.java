package dev.tickwork.runtime;

/** What a verticle is to a process that runs jobs. */
public enum VerticleKind {
    /** It brings jobs. */
    JOBS,
    /** It serves callers, and jobs run without it. */
    DOOR,
    /** It stands in for the world outside, of which one is enough; it may be in another process. */
    STAND_IN
}
