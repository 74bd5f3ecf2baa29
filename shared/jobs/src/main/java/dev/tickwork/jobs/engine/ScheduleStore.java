package dev.tickwork.jobs.engine;

import dev.tickwork.jobs.Rhythm;
import dev.tickwork.jobs.Schedule;
import dev.tickwork.jobs.cron.Cron;
import dev.tickwork.jobs.cron.MisfirePolicy;
import dev.tickwork.jobs.cron.OverlapPolicy;
import dev.tickwork.postgres.Column;
import dev.tickwork.postgres.Row;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads and writes {@code job_schedules} for one node. */
final class ScheduleStore {
    private static final String REGISTER = """
            INSERT INTO job_schedules AS s (name, job, alias, queue, verticle, every_ms, cron, zone, effective_ms, overlap,
                                            misfire, misfire_window_ms, misfire_max, next_fire_at, args)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $16::text::jsonb)
            ON CONFLICT (name) DO UPDATE
               SET job = excluded.job, alias = excluded.alias, queue = excluded.queue, verticle = excluded.verticle,
                   every_ms = excluded.every_ms, cron = excluded.cron, zone = excluded.zone,
                   overlap = excluded.overlap, misfire = excluded.misfire,
                   misfire_window_ms = excluded.misfire_window_ms, misfire_max = excluded.misfire_max,
                   args = excluded.args,
                   next_fire_at = CASE WHEN NOT $17 AND (s.wished_every_ms IS NOT NULL OR s.wished_cron IS NOT NULL)
                                       THEN s.next_fire_at
                                       WHEN s.cron IS NOT DISTINCT FROM excluded.cron
                                        AND s.zone IS NOT DISTINCT FROM excluded.zone
                                       THEN least(s.next_fire_at, $15)
                                       ELSE excluded.next_fire_at END
            RETURNING name, next_fire_at, claimed_by, paused_at, paused_until,
                      wished_every_ms, wished_cron, wished_zone, wished_misfire, misfire_window_ms, misfire_max
            """;

    private static final String FORGET_OTHERS = """
            DELETE FROM job_schedules
             WHERE job = $1
               AND name <> ALL($2::text[])
            """;

    private static final String LOAD = """
            SELECT name, next_fire_at, claimed_by, paused_at, paused_until, wished_every_ms, wished_cron, wished_zone,
                   wished_misfire, misfire_window_ms, misfire_max
              FROM job_schedules
             WHERE name = ANY($1::text[])
            """;

    private static final String CLAIM = """
            WITH wanted AS (
                SELECT *
                  FROM unnest($1::text[], $2::timestamptz[], $3::timestamptz[], $4::bigint[], $5::text[], $6::integer[],
                              $7::bigint[], $8::timestamptz[], $9::uuid[])
                    AS w (schedule, due_at, next_fire_at, effective_ms, effective_reason, fires, missed, last_fire_at,
                          last_run_id)
            ), locked AS (
                SELECT s.name, coalesce(s.wished_overlap, s.overlap) AS overlap
                  FROM job_schedules s
                  JOIN wanted w ON w.schedule = s.name AND w.due_at = s.next_fire_at
                 WHERE s.paused_at IS NULL
                    OR s.paused_until <= $11
                 ORDER BY s.name
                   FOR UPDATE OF s SKIP LOCKED
            ), unfinished AS (
                SELECT q.schedule,
                       count(*) FILTER (WHERE q.fire_at IS NOT NULL AND q.claim = 0) AS waiting,
                       array_agg(q.id ORDER BY q.id DESC) FILTER (WHERE q.fire_at IS NOT NULL) AS runs
                  FROM job_queue q
                 WHERE q.schedule = ANY($1::text[])
                 GROUP BY q.schedule
            ), judged AS (
                SELECT l.name, l.overlap, coalesce(u.runs, '{}') AS runs,
                       u.schedule IS NOT NULL
                       AND (l.overlap = 'SKIP' OR (l.overlap = 'QUEUE_ONE' AND u.waiting > 0)) AS is_left_out
                  FROM locked l
                  LEFT JOIN unfinished u ON u.schedule = l.name
            )
            UPDATE job_schedules s
               SET next_fire_at = w.next_fire_at,
                   effective_ms = w.effective_ms,
                   effective_reason = w.effective_reason,
                   claimed_by = $10,
                   claimed_at = $11,
                   last_fire_at = coalesce(w.last_fire_at, s.last_fire_at),
                   last_run_id = CASE WHEN j.is_left_out THEN s.last_run_id
                                      ELSE coalesce(w.last_run_id, s.last_run_id) END,
                   misfires = s.misfires + w.missed,
                   skipped_fires = s.skipped_fires + CASE WHEN j.is_left_out THEN w.fires ELSE 0 END
              FROM wanted w
              JOIN judged j ON j.name = w.schedule
             WHERE s.name = w.schedule
            RETURNING s.name, j.overlap, j.is_left_out, j.runs
            """;

    private static final String CATCH_UP = """
            UPDATE job_schedules s
               SET next_fire_at = w.next_fire_at,
                   claimed_by = $4,
                   claimed_at = w.claimed_at,
                   skipped_fires = s.skipped_fires + w.skipped_fires
              FROM unnest($1::text[], $2::timestamptz[], $3::timestamptz[], $5::bigint[])
                AS w (schedule, next_fire_at, claimed_at, skipped_fires)
             WHERE s.name = w.schedule
               AND s.next_fire_at < w.next_fire_at
            """;

    /** What an operator gets who wants everything caught up where the release names no bounds. */
    private static final MisfirePolicy ALL = new MisfirePolicy.All(Duration.ofDays(1), 100);

    private final String node;

    ScheduleStore(String node) {
        this.node = node;
    }

    /**
     * Makes a schedule known; of one that is known, what the definition says now.
     *
     * @param latest its next fire is not later, whatever the clock was when it was planned
     */
    Future<Planned> register(Tx tx, ScheduleHere schedule, Instant latest, Instant now) {
        Schedule defined = schedule.defined();
        MisfirePolicy misfire = defined.misfire();
        MisfirePolicy.@Nullable All all = misfire instanceof MisfirePolicy.All some ? some : null;
        return tx.query(
                        REGISTER,
                        ScheduleStore::planned,
                        schedule.name(),
                        schedule.job().name(),
                        schedule.job().schedules().size() == 1
                                ? schedule.job().definition().shownName()
                                : schedule.name(),
                        schedule.job().queue().label(),
                        schedule.job().verticle(),
                        defined.rhythm().wish().map(Duration::toMillis).orElse(null),
                        defined.rhythm().cron().map(Cron::expression).orElse(null),
                        defined.rhythm().cron().map(cron -> cron.zone().getId()).orElse(null),
                        defined.rhythm().usualDistance(now).toMillis(),
                        defined.overlap().name(),
                        label(misfire),
                        all == null ? null : all.window().toMillis(),
                        all == null ? null : all.max(),
                        schedule.nextFireAt(),
                        latest,
                        schedule.arguments(),
                        schedule.isKnown())
                .map(rows -> rows.get(0));
    }

    /** Forgets what was a schedule of a job in another release. */
    Future<Integer> forgetOthers(Tx tx, StartedJob job) {
        return tx.execute(FORGET_OTHERS, job.name(), Column.texts(job.schedules(), ScheduleHere::name));
    }

    /** How schedules stand; those that are not registered are absent. */
    Future<List<Planned>> load(Tx tx, Collection<String> schedules) {
        return tx.query(LOAD, ScheduleStore::planned, Column.texts(schedules));
    }

    /**
     * Claims the fires that nobody else claimed, and moves their schedules on. The runs are not made by this.
     *
     * @param fires at most one of a schedule
     * @return those that are ours, and what of their schedules is not finished
     */
    Future<List<ClaimedFire>> claim(Tx tx, Collection<Fire> fires, Instant now) {
        return tx.query(
                CLAIM,
                ScheduleStore::claimed,
                Column.texts(fires, fire -> fire.schedule().name()),
                Column.instants(fires, Fire::dueAt),
                Column.instants(fires, Fire::nextFireAt),
                Column.numbers(fires, fire -> fire.cadence().every().toMillis()),
                Column.texts(fires, fire -> fire.cadence().reason()),
                Column.integers(fires, fire -> fire.runs().size()),
                Column.numbers(fires, Fire::missed),
                Column.instants(fires, fire -> fire.lastRun().map(Fire.Born::at).orElse(null)),
                Column.uuids(fires, fire -> fire.lastRun().map(Fire.Born::runId).orElse(null)),
                node,
                now);
    }

    /** Moves schedules on that were fired from memory, unless somebody else has moved them further. */
    Future<Integer> catchUp(Tx tx, Collection<ScheduleHere> schedules) {
        return tx.execute(
                CATCH_UP,
                Column.texts(schedules, ScheduleHere::name),
                Column.instants(schedules, ScheduleHere::nextFireAt),
                Column.instants(schedules, schedule -> schedule.job().lastStarted()),
                node,
                Column.numbers(schedules, ScheduleHere::skippedInMemory));
    }

    private static String label(MisfirePolicy misfire) {
        if (misfire instanceof MisfirePolicy.All) {
            return "ALL";
        }
        return misfire instanceof MisfirePolicy.One ? "ONE" : "SKIP";
    }

    private static Planned planned(Row row) {
        Long every = row.numberOrNull("wished_every_ms");
        String cron = row.textOrNull("wished_cron");
        boolean isPaused = row.instantOrNull("paused_at") != null;
        Instant until = row.instantOrNull("paused_until");
        return new Planned(
                row.text("name"),
                row.instant("next_fire_at"),
                row.textOrNull("claimed_by"),
                isPaused ? (until == null ? Instant.MAX : until) : null,
                every == null ? null : Duration.ofMillis(every),
                cron == null ? null : Cron.of(cron, row.text("wished_zone")),
                misfire(row));
    }

    private static @Nullable MisfirePolicy misfire(Row row) {
        String wished = row.textOrNull("wished_misfire");
        if (wished == null) {
            return null;
        }
        return switch (wished) {
            case "SKIP" -> MisfirePolicy.SKIP;
            case "ONE" -> MisfirePolicy.ONE;
            default -> all(row.numberOrNull("misfire_window_ms"), row.integerOrNull("misfire_max"));
        };
    }

    private static MisfirePolicy all(@Nullable Long windowMillis, @Nullable Integer max) {
        return windowMillis == null || max == null ? ALL : new MisfirePolicy.All(Duration.ofMillis(windowMillis), max);
    }

    private static ClaimedFire claimed(Row row) {
        return new ClaimedFire(
                row.text("name"),
                OverlapPolicy.valueOf(row.text("overlap")),
                row.flag("is_left_out"),
                row.uuids("runs"));
    }

    /**
     * How a schedule stands.
     *
     * @param pausedUntil null when it is not paused, {@link Instant#MAX} when nobody said until when
     * @param every an operator's wish; null without
     * @param cron an operator's wish; null without
     * @param misfire an operator's wish; null without
     */
    record Planned(
            String schedule,
            Instant nextFireAt,
            @Nullable String claimedBy,
            @Nullable Instant pausedUntil,
            @Nullable Duration every,
            @Nullable Cron cron,
            @Nullable MisfirePolicy misfire) {
        /** What the release says, or an operator instead. */
        Schedule wanted(Schedule defined) {
            Schedule caughtUp = misfire == null ? defined : defined.misfiring(misfire);
            if (every != null) {
                return caughtUp.as(Rhythm.every(every));
            }
            return cron == null ? caughtUp : caughtUp.as(Rhythm.at(cron));
        }
    }

    /**
     * A fire that is ours.
     *
     * @param isLeftOut whether it gets no run, because of those that are not over
     * @param runs those of earlier fires that are not over, the newest first
     */
    record ClaimedFire(String schedule, OverlapPolicy overlap, boolean isLeftOut, List<UUID> runs) {}
}
