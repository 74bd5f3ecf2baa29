package dev.tickwork.candleingest.backfill;

/** How a chunk stands for one backfill. */
enum Standing {
    /** It is stored. */
    DONE,
    /** A run of this backfill is loading it, or waits to. */
    UNDER_WAY,
    /** Another backfill has it loaded, or is about to. */
    ELSEWHERE,
    /** This backfill tried it and could not, or another one since this was asked for. */
    GIVEN_UP,
    /** Nobody was asked, or an earlier backfill could not load it, or was told that its series has no candle at all. */
    TO_DO
}
