package dev.tickwork.candleingest.backfill;

/** How a chunk stands for one backfill. */
enum Standing {
    /** It is stored. */
    DONE,
    /** A run is loading it, or waits to. */
    UNDER_WAY,
    /** This backfill tried it and could not. */
    GIVEN_UP,
    /** Nobody was asked, or an earlier backfill could not load it. */
    TO_DO
}
