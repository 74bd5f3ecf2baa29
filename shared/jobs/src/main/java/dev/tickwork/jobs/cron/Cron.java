package dev.tickwork.jobs.cron;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A cron expression in a zone.
 *
 * <p>Five fields as crontab has them (minute, hour, day of month, month, day of week) or six with the second first; or
 * {@code @hourly}, {@code @daily}, {@code @weekly}, {@code @monthly}, {@code @yearly}. Each takes numbers, English short
 * names, lists, ranges and steps; both forms count the days of the week from 0 (Sunday) to 7 (Sunday again). For the day
 * of the month also {@code L} (last), {@code L-3} (third before the last), {@code 15W} (workday nearest to the 15th),
 * {@code LW} (last workday); for the day of the week {@code FRIL} or {@code 5L} (last Friday) and {@code FRI#2} (second
 * Friday); for both {@code ?}, which is {@code *}. When both name days, either suffices; when one starts with a wildcard,
 * both must hold.
 *
 * <p>When the clocks change, the rule of Debian's cron holds. A fixed time that a gap leaves out runs once, at the first
 * moment after it; one that an overlap repeats runs once, at the first. An expression whose minute or hour is a wildcard
 * or a step is a cadence: it runs at each moment that shows a time it names, so not in a gap, and twice in an overlap.
 */
public final class Cron implements FireTimes {
    private static final int LONGEST_PREVIEW = 1000;
    // As people call it; the offset calls itself Z.
    private static final ZoneId UTC = ZoneId.of("UTC");
    // Not far beyond it the calendar of java.time ends, and with it the arithmetic.
    private static final Instant LAST = Instant.parse("+99999-12-31T00:00:00Z");

    private final String expression;
    private final ZoneId zone;
    private final WallPattern pattern;
    private final FireTimes times;

    private Cron(String expression, ZoneId zone, WallPattern pattern) {
        this.expression = expression;
        this.zone = zone;
        this.pattern = pattern;
        this.times = pattern.times().isCadence()
                ? new RealCadence(pattern, zone.getRules())
                : new FixedTimes(pattern, zone.getRules());
    }

    /**
     * Reads an expression.
     *
     * @throws IllegalArgumentException when it is wrong; the message names the expression, the field and what would be
     *     right, for the person who wrote it
     */
    public static Cron of(String expression, ZoneId zone) {
        String stripped = expression.strip();
        return new Cron(
                stripped,
                zone.equals(ZoneOffset.UTC) ? UTC : zone,
                CronText.of(stripped).pattern());
    }

    /** The same with the name of the zone, such as {@code Europe/London}; an unknown one is refused in the same way. */
    public static Cron of(String expression, String zone) {
        try {
            return of(expression, ZoneId.of(zone));
        } catch (DateTimeException unknown) {
            throw new IllegalArgumentException(
                    "zone \"%s\" is not known; use a name such as Europe/London, America/New_York or UTC"
                            .formatted(zone),
                    unknown);
        }
    }

    /** As it was written. */
    public String expression() {
        return expression;
    }

    public ZoneId zone() {
        return zone;
    }

    /** The first fire later than {@code after}; empty when none comes in 400 years, such as on 30 February. */
    @Override
    public Optional<Instant> nextAfter(Instant after) {
        return after.isAfter(LAST) ? Optional.empty() : times.nextAfter(after);
    }

    @Override
    public long countBetween(Instant after, Instant upTo) {
        return times.countBetween(after, upTo);
    }

    /**
     * The fires to come, each with what a change of the clocks does to it.
     *
     * @param from the first is later than this
     * @param count how many, 0 to 1000
     * @return fewer when the expression does not fire as often any more
     */
    public List<FireTime> preview(Instant from, int count) {
        if (count < 0 || count > LONGEST_PREVIEW) {
            throw new IllegalArgumentException("count must be 0 to " + LONGEST_PREVIEW + " but is " + count);
        }
        var marks = new DstMarks(pattern, zone.getRules(), times);
        List<FireTime> fires = new ArrayList<>();
        Optional<Instant> next = nextAfter(from);
        while (fires.size() < count && next.isPresent()) {
            fires.add(marks.fireTime(next.get()));
            next = nextAfter(next.get());
        }
        return List.copyOf(fires);
    }

    /** What it means in English, such as "at 02:00 every day, Asia/Kolkata". */
    public String inWords() {
        return new CronWords(pattern).all() + ", " + zone.getId();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Cron cron && expression.equals(cron.expression) && zone.equals(cron.zone);
    }

    @Override
    public int hashCode() {
        return Objects.hash(expression, zone);
    }

    @Override
    public String toString() {
        return expression + " " + zone;
    }
}
