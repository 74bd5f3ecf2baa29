package dev.tickwork.redis;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/**
 * A span of time with a number of credits in it.
 *
 * @param id names the span, such as {@code minute-29693102} or {@code day-2026-11-22}
 * @param limit credits in the span; at least 1
 * @param reserved how many of them only the privileged may spend; 0 to {@code limit}
 * @param endsAt when the span is over and its credits are new
 */
public record BudgetWindow(String id, long limit, long reserved, Instant endsAt) {
    public BudgetWindow {
        if (id.indexOf('-') < 1) {
            throw new IllegalArgumentException("id must be span-name, but is " + id);
        }
        if (limit < 1) {
            throw new IllegalArgumentException("limit must be at least 1, but is " + limit);
        }
        if (reserved < 0 || reserved > limit) {
            throw new IllegalArgumentException("reserved must be 0 to " + limit + ", but is " + reserved);
        }
    }

    /** What kind of span it is: {@code minute} or {@code day}. */
    public String span() {
        return id.substring(0, id.indexOf('-'));
    }

    /** The minute of the clock that {@code now} is in. */
    public static BudgetWindow minute(Instant now, long limit, long reserved) {
        Instant start = now.truncatedTo(ChronoUnit.MINUTES);
        return new BudgetWindow(
                "minute-" + start.getEpochSecond() / 60, limit, reserved, start.plus(Duration.ofMinutes(1)));
    }

    /** The UTC day that {@code now} is in. */
    public static BudgetWindow day(Instant now, long limit, long reserved) {
        LocalDate day = LocalDate.ofInstant(now, ZoneOffset.UTC);
        return new BudgetWindow(
                "day-" + day,
                limit,
                reserved,
                day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant());
    }
}
