package dev.tickwork.jobs.cron;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Says what the changes of a zone's clocks do to the fires of an expression.
 *
 * @param pattern its readings
 * @param rules of the zone
 * @param times its fires there
 */
record DstMarks(WallPattern pattern, ZoneRules rules, FireTimes times) {
    private static final Duration REACH = Duration.ofDays(2);

    FireTime fireTime(Instant at) {
        ZoneOffset offset = rules.getOffset(at);
        LocalDateTime local = LocalDateTime.ofInstant(at, offset);
        return new FireTime(at, local, offset, mark(at, local));
    }

    private @Nullable DstMark mark(Instant at, LocalDateTime local) {
        ZoneOffsetTransition last = rules.previousTransition(at.plusNanos(1));
        if (last != null && last.isGap() && isFirstFrom(last.getInstant(), at)) {
            LocalDateTime leftOut = firstReadingIn(last);
            return leftOut == null ? dayOfChange(at, local.toLocalDate()) : afterGap(leftOut, last);
        }
        ZoneOffsetTransition overlap = rules.getTransition(local);
        return overlap == null ? dayOfChange(at, local.toLocalDate()) : inOverlap(at, local, overlap);
    }

    private DstMark afterGap(LocalDateTime leftOut, ZoneOffsetTransition change) {
        String missing = "%s does not exist, %s; ".formatted(dated(leftOut), turn(change));
        return isCadence()
                ? new DstMark(DstMark.Kind.SKIPPED, missing + "left out, goes on here")
                : new DstMark(DstMark.Kind.MOVED, missing + "runs once, here");
    }

    /** The first reading of the pattern that the gap leaves out; null when it leaves out none. */
    private @Nullable LocalDateTime firstReadingIn(ZoneOffsetTransition gap) {
        return pattern.nextFrom(gap.getDateTimeBefore())
                .filter(gap.getDateTimeAfter()::isAfter)
                .orElse(null);
    }

    private boolean isFirstFrom(Instant start, Instant at) {
        return times.nextAfter(start.minusNanos(1)).equals(Optional.of(at));
    }

    private DstMark inOverlap(Instant at, LocalDateTime local, ZoneOffsetTransition change) {
        String twice = "%s comes twice, %s; ".formatted(dated(local), turn(change));
        if (!isCadence()) {
            return new DstMark(DstMark.Kind.ONCE_OF_TWO, twice + "runs once, at the first");
        }
        String which = at.isBefore(change.getInstant()) ? "the first" : "the second";
        return new DstMark(DstMark.Kind.REPEATED, twice + "runs both times, this is " + which);
    }

    private @Nullable DstMark dayOfChange(Instant at, LocalDate day) {
        ZoneOffsetTransition change = rules.nextTransition(at.minus(REACH));
        while (change != null && !change.getInstant().isAfter(at.plus(REACH))) {
            if (touches(change, day)) {
                return new DstMark(DstMark.Kind.DAY_OF_CHANGE, turn(change));
            }
            change = rules.nextTransition(change.getInstant());
        }
        return null;
    }

    private static boolean touches(ZoneOffsetTransition change, LocalDate day) {
        return change.getDateTimeBefore().toLocalDate().equals(day)
                || change.getDateTimeAfter().toLocalDate().equals(day);
    }

    private boolean isCadence() {
        return pattern.times().isCadence();
    }

    private static String turn(ZoneOffsetTransition change) {
        LocalDateTime before = change.getDateTimeBefore();
        LocalDateTime after = change.getDateTimeAfter();
        return "the clocks go from %s to %s"
                .formatted(
                        dated(before),
                        before.toLocalDate().equals(after.toLocalDate()) ? after.toLocalTime() : dated(after));
    }

    private static String dated(LocalDateTime reading) {
        return reading.toLocalDate() + " " + reading.toLocalTime();
    }
}
