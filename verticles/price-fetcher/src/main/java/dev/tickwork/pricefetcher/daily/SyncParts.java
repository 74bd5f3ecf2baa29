package dev.tickwork.pricefetcher.daily;

/**
 * What every run works with.
 *
 * @param planner knows what is missing
 * @param sizes knows what fits into a call
 * @param source where days come from
 * @param shelf where they are kept
 */
record SyncParts(DailyPlanner planner, CallSizes sizes, PatientSource source, DailyShelf shelf) {}
