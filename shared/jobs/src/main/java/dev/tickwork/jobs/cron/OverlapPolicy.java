package dev.tickwork.jobs.cron;

/**
 * What becomes of a fire that comes while the run before still goes on. One that has begun and waits for its
 * children, its next attempt or a moment still goes on.
 */
public enum OverlapPolicy {
    /** It is left out and counted; the next one comes at its own time. Right for whatever only wants the newest state. */
    SKIP,
    /** It runs as soon as the run before has ended; while one has not begun, further ones are left out and counted. */
    QUEUE_ONE,
    /** It runs beside the one before. Only for work whose runs do not touch the same things. */
    ALLOW,
    /** The run before is cancelled with its children, as an operator would do it, and this one runs when it has ended. */
    CANCEL_OLD
}
