package dev.tickwork.jobs.cron;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Optional;

/**
 * A pattern that fires at every moment whose reading in the zone it takes: never for a reading that a gap leaves out,
 * both times for one that an overlap repeats.
 *
 * @param pattern which readings
 * @param rules of the zone
 */
record RealCadence(WallPattern pattern, ZoneRules rules) implements FireTimes {
    // Readings that fall into a gap each time never fire, hence the end of the search.
    @Override
    public Optional<Instant> nextAfter(Instant after) {
        Instant start = after.plusNanos(1);
        Instant end =
                start.atOffset(ZoneOffset.UTC).plus(WallPattern.GREGORIAN_CYCLE).toInstant();
        while (start.isBefore(end)) {
            Optional<Instant> fire = nextIgnoringChanges(start);
            ZoneOffsetTransition change = rules.nextTransition(start);
            if (fire.isEmpty() || change == null || fire.get().isBefore(change.getInstant())) {
                return fire;
            }
            start = change.getInstant();
        }
        return Optional.empty();
    }

    private Optional<Instant> nextIgnoringChanges(Instant start) {
        ZoneOffset offset = rules.getOffset(start);
        return pattern.nextFrom(LocalDateTime.ofInstant(start, offset)).map(reading -> reading.toInstant(offset));
    }

    @Override
    public long countBetween(Instant after, Instant upTo) {
        Instant end = upTo.plusNanos(1);
        Instant start = after.plusNanos(1);
        long count = 0;
        while (start.isBefore(end)) {
            Instant stop = endOfOffset(start, end);
            count += countIgnoringChanges(start, stop);
            start = stop;
        }
        return count;
    }

    private Instant endOfOffset(Instant start, Instant end) {
        ZoneOffsetTransition change = rules.nextTransition(start);
        return change == null || change.getInstant().isAfter(end) ? end : change.getInstant();
    }

    private long countIgnoringChanges(Instant start, Instant end) {
        ZoneOffset offset = rules.getOffset(start);
        return pattern.countBetween(LocalDateTime.ofInstant(start, offset), LocalDateTime.ofInstant(end, offset));
    }
}
