package dev.tickwork.jobs.ledger;

import dev.tickwork.jobs.JobOperator.ScheduleWish;
import dev.tickwork.jobs.ledger.KnownSchedule.Fires;
import dev.tickwork.jobs.ledger.KnownSchedule.Held;
import dev.tickwork.postgres.Row;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Lists the schedules. */
public final class ScheduleListStore {
    private static final String ALL = """
            SELECT name, job, verticle, cron, zone, every_ms, overlap, misfire, wished_cron, wished_zone, wished_every_ms,
                   wished_overlap, wished_misfire, heartbeat_url, effective_ms, effective_reason, next_fire_at,
                   last_fire_at, last_run_id, skipped_fires, missed_fires, held_since, held_reason, paused_at,
                   paused_until, paused_by, paused_reason, version
              FROM job_schedules
             ORDER BY name
            """;

    private static final String WISHES = """
            SELECT wished_every_ms, wished_cron, wished_zone, wished_overlap, wished_misfire, heartbeat_url
              FROM job_schedules
             WHERE name = $1
            """;

    /** All schedules, by name. */
    public Future<List<KnownSchedule>> all(Tx tx, Instant now) {
        return tx.query(ALL, row -> schedule(row, now));
    }

    /** What operators want of a schedule at present; empty when there is no such schedule. */
    public Future<Optional<ScheduleWish>> wish(Tx tx, String schedule) {
        return tx.first(WISHES, ScheduleListStore::wish, schedule);
    }

    private static ScheduleWish wish(Row row) {
        return new ScheduleWish(
                duration(row, "wished_every_ms"),
                row.textOrNull("wished_cron"),
                row.textOrNull("wished_zone"),
                row.textOrNull("wished_overlap"),
                row.textOrNull("wished_misfire"),
                row.textOrNull("heartbeat_url"));
    }

    private static KnownSchedule schedule(Row row, Instant now) {
        Timing release = release(row);
        return new KnownSchedule(
                row.text("name"),
                row.text("job"),
                row.text("verticle"),
                wished(row, release),
                release,
                row.textOrNull("heartbeat_url"),
                Duration.ofMillis(row.number("effective_ms")),
                row.textOrNull("effective_reason"),
                fires(row),
                held(row),
                Pause.of(row, now),
                row.integer("version"));
    }

    private static Timing release(Row row) {
        return new Timing(
                row.textOrNull("cron"),
                row.textOrNull("zone"),
                duration(row, "every_ms"),
                RunRows.lowerCase(row, "overlap"),
                RunRows.lowerCase(row, "misfire"));
    }

    private static Timing wished(Row row, Timing release) {
        String cron = row.textOrNull("wished_cron");
        Duration every = duration(row, "wished_every_ms");
        boolean isOtherKind = cron != null ? release.cron() == null : every != null && release.every() == null;
        return new Timing(
                cron != null || isOtherKind ? cron : release.cron(),
                zone(row, release, every),
                every != null || isOtherKind ? every : release.every(),
                or(row.textOrNull("wished_overlap"), release.overlap()),
                or(row.textOrNull("wished_misfire"), release.misfire()));
    }

    private static @Nullable String zone(Row row, Timing release, @Nullable Duration wishedEvery) {
        String wished = row.textOrNull("wished_zone");
        return wishedEvery != null || wished != null ? wished : release.zone();
    }

    private static Fires fires(Row row) {
        return new Fires(
                row.instant("next_fire_at"),
                row.instantOrNull("last_fire_at"),
                row.uuidOrNull("last_run_id"),
                row.number("skipped_fires"),
                row.number("missed_fires"));
    }

    private static @Nullable Held held(Row row) {
        Instant since = row.instantOrNull("held_since");
        return since == null ? null : new Held(since, row.text("held_reason"));
    }

    private static @Nullable Duration duration(Row row, String column) {
        Long millis = row.numberOrNull(column);
        return millis == null ? null : Duration.ofMillis(millis);
    }

    private static String or(@Nullable String wished, String released) {
        return wished == null ? released : wished.toLowerCase(Locale.ROOT);
    }
}
