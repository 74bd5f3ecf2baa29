package dev.tickwork.jobs.cron;

/**
 * What a change of the clocks does to a fire.
 *
 * @param kind which of the cases it is
 * @param words the same for people, such as "02:30 does not exist on 2026-03-08, the clocks go from 02:00 to 03:00; runs
 *     once, at 03:00"
 */
public record DstMark(Kind kind, String words) {
    /** What may happen to a fire when the clocks change. */
    public enum Kind {
        /** The time asked for is left out by the change; it runs at the first moment after it. */
        MOVED,
        /** The time asked for comes twice; it runs at the first. */
        ONCE_OF_TWO,
        /** Times of the cadence are left out before this fire. */
        SKIPPED,
        /** The time comes twice and the cadence runs both times; this is one of the two. */
        REPEATED,
        /** The clocks change on this day; this fire runs at the time asked for. */
        DAY_OF_CHANGE
    }
}
