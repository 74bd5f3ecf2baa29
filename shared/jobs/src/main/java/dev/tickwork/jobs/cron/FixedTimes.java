package dev.tickwork.jobs.cron;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Optional;

/**
 * A pattern that fires once for each reading it takes: at the end of a gap that leaves the reading out, together with
 * all others there, and at the first of the two moments when an overlap repeats it.
 *
 * @param pattern which readings
 * @param rules of the zone
 */
record FixedTimes(WallPattern pattern, ZoneRules rules) implements FireTimes {
    @Override
    public Optional<Instant> nextAfter(Instant after) {
        return pattern.nextFrom(firstReadingAfter(after)).map(this::momentOf);
    }

    /** The first reading whose moment is later: what an overlap repeats had its moment in the first pass. */
    private LocalDateTime firstReadingAfter(Instant after) {
        LocalDateTime reading = LocalDateTime.ofInstant(after, rules.getOffset(after));
        ZoneOffsetTransition change = rules.getTransition(reading);
        return change == null || after.isBefore(change.getInstant())
                ? reading.plusNanos(1)
                : change.getDateTimeBefore();
    }

    private Instant momentOf(LocalDateTime reading) {
        ZoneOffsetTransition change = rules.getTransition(reading);
        return change != null && change.isGap()
                ? change.getInstant()
                : reading.toInstant(rules.getOffset(reading)); // for an overlap this is the offset before it
    }

    @Override
    public long countBetween(Instant after, Instant upTo) {
        if (!after.isBefore(upTo)) {
            return 0;
        }
        return pattern.countBetween(firstReadingAfter(after), firstReadingAfter(upTo)) - mergedBetween(after, upTo);
    }

    private long mergedBetween(Instant after, Instant upTo) {
        long merged = 0;
        ZoneOffsetTransition change = rules.nextTransition(after);
        while (change != null && !change.getInstant().isAfter(upTo)) {
            merged += merged(change);
            change = rules.nextTransition(change.getInstant());
        }
        return merged;
    }

    private long merged(ZoneOffsetTransition change) {
        long together = change.isGap()
                ? pattern.countBetween(
                        change.getDateTimeBefore(), change.getDateTimeAfter().plusNanos(1))
                : 0;
        return Math.max(0, together - 1);
    }
}
