package dev.tickwork.runtime.jobs;

import dev.tickwork.jobs.cron.Cron;
import dev.tickwork.jobs.ledger.KnownSchedule;
import dev.tickwork.jobs.ledger.KnownSchedule.Fires;
import dev.tickwork.jobs.ledger.KnownSchedule.Held;
import dev.tickwork.jobs.ledger.Pause;
import dev.tickwork.jobs.ledger.Timing;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A schedule as the API shows it. */
record ScheduleAnswer(
        String name,
        String job,
        @Nullable String verticle,
        @Nullable String cron,
        @Nullable Long everyMs,
        @Nullable String zone,
        String inWords,
        String overlap,
        String misfire,
        ShownTiming release,
        boolean isChanged,
        @Nullable String heartbeatUrl,
        @Nullable Long effectiveMs,
        @Nullable String effectiveReason,
        Instant nextFireAt,
        @Nullable Instant lastFireAt,
        @Nullable UUID lastRunId,
        boolean overdue,
        long skippedFires,
        long missedFires,
        @Nullable Instant heldSince,
        @Nullable String heldReason,
        @Nullable Pause paused,
        int version) {

    /** All of them, as {@code schedules.list} answers. */
    record All(List<ScheduleAnswer> schedules) {}

    /** When the release would let it fire. */
    record ShownTiming(
            @Nullable String cron,
            @Nullable Long everyMs,
            @Nullable String zone,
            String overlap,
            String misfire) {
        static ShownTiming of(Timing timing) {
            return new ShownTiming(
                    timing.cron(), millis(timing.every()), timing.zone(), timing.overlap(), timing.misfire());
        }
    }

    static ScheduleAnswer of(KnownSchedule schedule, Instant now) {
        Timing timing = schedule.timing();
        Fires fires = schedule.fires();
        Held held = schedule.held();
        return new ScheduleAnswer(
                schedule.name(),
                schedule.job(),
                DefinitionAnswer.nullIfEmpty(schedule.verticle()),
                timing.cron(),
                millis(timing.every()),
                timing.zone(),
                words(timing),
                timing.overlap(),
                timing.misfire(),
                ShownTiming.of(schedule.release()),
                !timing.equals(schedule.release()),
                withoutSecrets(schedule.heartbeatUrl()),
                timing.cron() == null ? millis(schedule.effective()) : null,
                schedule.effectiveReason(),
                fires.next(),
                fires.last(),
                fires.lastRun(),
                schedule.isOverdue(now),
                fires.skipped(),
                fires.missed(),
                held == null ? null : held.since(),
                held == null ? null : held.reason(),
                schedule.paused(),
                schedule.version());
    }

    /** When it fires, for people. */
    static String words(Timing timing) {
        String cron = timing.cron();
        String zone = timing.zone();
        return cron == null || zone == null
                ? "every " + words(timing.every())
                : Cron.of(cron, zone).inWords();
    }

    private static String words(@Nullable Duration every) {
        if (every == null) {
            return "now and then";
        }
        if (every.toMillis() % 1000 != 0) {
            return every.toMillis() + " ms";
        }
        long seconds = every.toSeconds();
        if (seconds % 3600 == 0) {
            return seconds / 3600 + " h";
        }
        return seconds % 60 == 0 ? seconds / 60 + " min" : seconds + " s";
    }

    /** Its path names the check that is told, which is for nobody else. */
    private static @Nullable String withoutSecrets(@Nullable String url) {
        return url == null ? null : "https://" + URI.create(url).getHost() + "/…";
    }

    private static @Nullable Long millis(@Nullable Duration duration) {
        return duration == null ? null : duration.toMillis();
    }
}
