package dev.tickwork.runtime.jobs;

import dev.tickwork.jobs.cron.Cron;
import dev.tickwork.jobs.cron.DstMark;
import dev.tickwork.jobs.cron.FireTime;
import dev.tickwork.jobs.cron.Interval;
import dev.tickwork.jobs.ledger.Timing;
import dev.tickwork.messages.ApiProblem;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The moments at which a schedule will fire, as {@code schedules.preview} answers: soonest first. */
record SchedulePreview(String inWords, List<Fire> fires) {
    /** One of them; {@code mark} says what a change of the clocks does to it, {@code note} the same for people. */
    record Fire(
            Instant at,
            LocalDateTime local,
            String offset,
            @Nullable String mark,
            @Nullable String note) {
        static Fire of(FireTime time) {
            DstMark mark = time.mark();
            return new Fire(
                    time.at(),
                    time.local(),
                    time.offset().getId(),
                    mark == null ? null : mark.kind().name().toLowerCase(Locale.ROOT),
                    mark == null ? null : mark.words());
        }

        static Fire at(Instant moment) {
            return new Fire(moment, LocalDateTime.ofInstant(moment, ZoneOffset.UTC), "Z", null, null);
        }
    }

    /**
     * The next fires of a timing.
     *
     * @param next a fire to come, from which an interval is counted
     */
    static SchedulePreview of(Timing timing, Instant next, Instant now, int count) {
        String cron = timing.cron();
        List<Fire> fires = cron == null
                ? every(Objects.requireNonNull(timing.every()), next, now, count)
                : cron(cron, timing.zone(), "").preview(now, count).stream()
                        .map(Fire::of)
                        .toList();
        return new SchedulePreview(ScheduleAnswer.words(timing), fires);
    }

    /** A problem (422) that names what is wrong with an expression or its zone; {@code in} goes before those names. */
    static Cron cron(String expression, @Nullable String zone, String in) {
        ZoneId checked = zoneOf(zone, in);
        try {
            return Cron.of(expression, checked);
        } catch (IllegalArgumentException e) {
            throw ApiProblem.invalid(in + "cron", String.valueOf(e.getMessage()));
        }
    }

    private static ZoneId zoneOf(@Nullable String zone, String in) {
        if (zone == null) {
            throw ApiProblem.invalid(in + "zone", "is needed with a cron expression, such as Europe/London");
        }
        try {
            return ZoneId.of(zone);
        } catch (DateTimeException e) {
            throw ApiProblem.invalid(in + "zone", "\"" + zone + "\" is no time zone; one is Europe/London");
        }
    }

    private static List<Fire> every(Duration every, Instant next, Instant now, int count) {
        Instant anchor = new Interval(every, next).nextAfter(now).orElse(next);
        return Stream.iterate(anchor, at -> at.plus(every))
                .limit(count)
                .map(Fire::at)
                .toList();
    }
}
