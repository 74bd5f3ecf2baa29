package dev.tickwork.upstream;

/** Who goes first when credits are short. */
public enum Priority {
    /** What people are looking at right now; may spend every credit. */
    LIVE,
    /** What can wait; leaves the reserve of {@link CreditPlan#liveReserve()} alone. */
    BACKFILL
}
