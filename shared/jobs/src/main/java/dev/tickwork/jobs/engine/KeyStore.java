package dev.tickwork.jobs.engine;

import dev.tickwork.jobs.Unique;
import dev.tickwork.jobs.engine.FamilyStore.Member;
import dev.tickwork.postgres.Column;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads and writes {@code job_keys}: which run stands in the way of others with its key. */
final class KeyStore {
    private static final String WAITING = "waiting ";
    private static final String LIVE = "live ";

    private static final String TAKE = """
            WITH taken AS (
                INSERT INTO job_keys AS k (job, key, run_id, is_held, until)
                VALUES ($1, $2, $3, true, $4)
                ON CONFLICT (job, key) DO UPDATE
                   SET run_id = excluded.run_id, is_held = true, until = excluded.until
                 WHERE NOT k.is_held
                   AND (k.until IS NULL OR k.until <= $5)
                RETURNING run_id
            )
            SELECT run_id
              FROM taken
             UNION ALL
            SELECT run_id
              FROM job_keys
             WHERE job = $1
               AND key = $2
               AND NOT EXISTS (SELECT 1 FROM taken)
            """;

    private static final String TAKE_AGAIN = """
            WITH wanted AS (
                SELECT DISTINCT ON (job, key) job, key, run_id
                  FROM unnest($1::text[], $2::text[], $3::uuid[]) AS w (job, key, run_id)
                 ORDER BY job, key, run_id
            )
            INSERT INTO job_keys AS k (job, key, run_id, is_held)
            SELECT job, key, run_id, true
              FROM wanted
             ORDER BY job, key
            ON CONFLICT (job, key) DO UPDATE
               SET run_id = excluded.run_id, is_held = true
             WHERE NOT k.is_held
            RETURNING run_id
            """;

    private static final String HOLDER = """
            SELECT run_id
              FROM job_keys
             WHERE job = $1
               AND key = $2
            """;

    private static final String FREE = """
            WITH locked AS (
                SELECT job, key
                  FROM job_keys
                 WHERE run_id = ANY($1::uuid[])
                 ORDER BY job, key
                   FOR UPDATE
            )
            UPDATE job_keys k
               SET is_held = false
              FROM locked l
             WHERE k.job = l.job
               AND k.key = l.key
            """;

    /**
     * Takes a key for a run, unless another stands in the way; until then it waits for whoever takes the same key at the
     * same time.
     *
     * @return who has the key now: {@code run}, or the one in the way
     */
    Future<UUID> take(Tx tx, String job, Unique unique, UUID run, Instant now) {
        Instant until = unique.period() == null ? null : now.plus(unique.period());
        return tx.first(TAKE, row -> row.uuid("run_id"), job, keyOf(unique), run, until, now)
                .compose(holder -> holder.map(Future::succeededFuture).orElseGet(() -> holder(tx, job, keyOf(unique))));
    }

    /**
     * Takes the keys, as {@link #keyOf} made them, of runs that run again, each unless another run with it is not over. Who
     * wants a run again wants it within its period, too; that stays.
     *
     * @param runs each with a key
     * @return those that have theirs now
     */
    Future<Set<UUID>> takeAgain(Tx tx, List<Member> runs) {
        return tx.query(
                        TAKE_AGAIN,
                        row -> row.uuid("run_id"),
                        Column.texts(runs, member -> member.run().job()),
                        Column.texts(runs, Member::uniqueKey),
                        Column.uuids(runs, member -> member.run().id()))
                .map(Set::copyOf);
    }

    /** Which run took a key, as {@link #keyOf} made it, last. Only for a key that could not be taken just now. */
    Future<UUID> holder(Tx tx, String job, String key) {
        return tx.query(HOLDER, row -> row.uuid("run_id"), job, key).map(rows -> rows.get(0));
    }

    /** These runs stand in nobody's way any more, but for the period that their key asked for. */
    Future<Integer> free(Tx tx, List<UUID> runs) {
        return tx.execute(FREE, Column.uuids(runs));
    }

    /** Whether a run with this key, as {@link #keyOf} made it, stands in the way only until it has begun. */
    static boolean isFreeOnceBegun(@Nullable String key) {
        return key != null && key.startsWith(WAITING);
    }

    /** A key that is free when its run begins is another key than one that is free when it is over. */
    static String keyOf(Unique unique) {
        return (unique.scope() == Unique.Scope.WAITING ? WAITING : LIVE) + unique.key();
    }
}
