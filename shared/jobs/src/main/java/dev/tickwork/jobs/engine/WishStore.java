package dev.tickwork.jobs.engine;

import dev.tickwork.jobs.JobOperator.ScheduleWish;
import dev.tickwork.jobs.cron.Cron;
import dev.tickwork.postgres.Row;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads schedules for an operator and writes what is wished of them. */
final class WishStore {
    private static final String FIND = """
            SELECT job, version, next_fire_at, last_fire_at, every_ms, cron, zone, wished_every_ms, wished_cron,
                   wished_zone, args::text AS args,
                   jsonb_build_object('every_ms', wished_every_ms, 'cron', wished_cron, 'zone', wished_zone,
                                      'overlap', wished_overlap, 'misfire', wished_misfire,
                                      'heartbeat_url', heartbeat_url, 'next_fire_at', next_fire_at,
                                      'version', version)::text AS state
              FROM job_schedules
             WHERE name = $1
               FOR NO KEY UPDATE
            """;

    private static final String CHANGE = """
            UPDATE job_schedules
               SET wished_every_ms = $2, wished_cron = $3, wished_zone = $4, wished_overlap = $5, wished_misfire = $6,
                   heartbeat_url = $7, next_fire_at = $8, version = version + 1
             WHERE name = $1
            RETURNING jsonb_build_object('every_ms', wished_every_ms, 'cron', wished_cron, 'zone', wished_zone,
                                         'overlap', wished_overlap, 'misfire', wished_misfire,
                                         'heartbeat_url', heartbeat_url, 'next_fire_at', next_fire_at,
                                         'version', version)::text AS state
            """;

    private static final String LAST_RUN = """
            UPDATE job_schedules
               SET last_run_id = $2
             WHERE name = $1
            """;

    /** A schedule as it stands, held until the transaction ends; empty when nobody knows it. */
    Future<Optional<KnownSchedule>> find(Tx tx, String schedule) {
        return tx.first(FIND, WishStore::knownSchedule, schedule);
    }

    /** Writes a wish, and when the schedule fires next by it. @return how it stands now, as JSON */
    Future<String> change(Tx tx, String schedule, ScheduleWish wish, Instant nextFireAt) {
        Duration every = wish.every();
        return tx.query(
                        CHANGE,
                        row -> row.text("state"),
                        schedule,
                        every == null ? null : every.toMillis(),
                        wish.cron(),
                        wish.zone(),
                        wish.overlap(),
                        wish.misfire(),
                        wish.heartbeatUrl(),
                        nextFireAt)
                .map(rows -> rows.get(0));
    }

    /** The last run of a schedule is one that somebody asked for. */
    Future<Integer> lastRun(Tx tx, String schedule, UUID run) {
        return tx.execute(LAST_RUN, schedule, run);
    }

    private static KnownSchedule knownSchedule(Row row) {
        return new KnownSchedule(
                row.text("job"),
                row.integer("version"),
                row.instant("next_fire_at"),
                row.instantOrNull("last_fire_at"),
                new Times(row.numberOrNull("every_ms"), row.textOrNull("cron"), row.textOrNull("zone")),
                new Times(
                        row.numberOrNull("wished_every_ms"),
                        row.textOrNull("wished_cron"),
                        row.textOrNull("wished_zone")),
                row.textOrNull("args"),
                row.text("state"));
    }

    /**
     * A schedule, as an operator's wish meets it.
     *
     * @param lastFireAt null when it never fired
     * @param defined by the release
     * @param wished by an operator; everything null when nobody wished anything
     * @param arguments of its runs, as JSON; null for none
     * @param state what operators may change, as JSON
     */
    record KnownSchedule(
            String job,
            int version,
            Instant nextFireAt,
            @Nullable Instant lastFireAt,
            Times defined,
            Times wished,
            @Nullable String arguments,
            String state) {
        /** When it fires next by a wish; as before when that changes nothing about its times. */
        Instant nextBy(ScheduleWish wish, Instant now) {
            Times before = wished.or(defined);
            Times after = Times.of(wish).or(defined);
            return after.equals(before) ? nextFireAt : after.next(lastFireAt, now);
        }
    }

    /** By interval or by cron; everything null for neither. */
    record Times(
            @Nullable Long everyMillis,
            @Nullable String cron,
            @Nullable String zone) {
        static Times of(ScheduleWish wish) {
            Duration every = wish.every();
            return new Times(every == null ? null : every.toMillis(), wish.cron(), wish.zone());
        }

        Times or(Times other) {
            return everyMillis == null && cron == null ? other : this;
        }

        Instant next(@Nullable Instant last, Instant now) {
            if (everyMillis == null) {
                return Cron.of(Objects.requireNonNull(cron), Objects.requireNonNull(zone))
                        .nextAfter(now)
                        .orElse(Fire.NEVER);
            }
            Instant next = (last == null ? now : last).plusMillis(everyMillis);
            return next.isBefore(now) ? now : next;
        }
    }
}
