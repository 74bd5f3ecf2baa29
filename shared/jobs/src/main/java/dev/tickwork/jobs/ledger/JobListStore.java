package dev.tickwork.jobs.ledger;

import dev.tickwork.jobs.LastError;
import dev.tickwork.jobs.ledger.KnownJob.LastEnds;
import dev.tickwork.postgres.Row;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Lists the jobs that any node ever served. */
public final class JobListStore {
    private static final String ALL = """
            SELECT j.name, j.alias, j.aliases, j.queue, j.verticle, j.definition::text AS definition, j.cluster_limit,
                   j.paused_at, j.paused_until, j.paused_by, j.paused_reason, j.last_success_at, j.last_failure_at,
                   j.last_error_class, j.last_error,
                   ARRAY(SELECT n.name
                           FROM worker_nodes n
                          WHERE n.stopped_at IS NULL
                            AND n.seen_at >= $1
                            AND n.jobs ? j.name
                          ORDER BY n.name) AS nodes
              FROM jobs j
             ORDER BY j.name
            """;
    private static final String NAMED = """
            SELECT name
              FROM jobs
             WHERE name = $1
                OR alias = $1
                OR $1 = ANY(aliases)
             ORDER BY (name = $1) DESC
             LIMIT 1
            """;

    /**
     * All jobs, by name.
     *
     * @param silentSince a node not seen since then is dead
     */
    public Future<List<KnownJob>> all(Tx tx, Instant now, Instant silentSince) {
        return tx.query(ALL, row -> job(row, now), silentSince);
    }

    /** The stable name of the job that goes by this name; empty when none does. */
    public Future<Optional<String>> nameOf(Tx tx, String nameOrAlias) {
        return tx.first(NAMED, row -> row.text("name"), nameOrAlias);
    }

    private static KnownJob job(Row row, Instant now) {
        return new KnownJob(
                row.text("name"),
                row.text("alias"),
                row.texts("aliases"),
                row.text("queue"),
                row.text("verticle"),
                row.texts("nodes"),
                row.text("definition"),
                row.integerOrNull("cluster_limit"),
                Pause.of(row, now),
                new LastEnds(row.instantOrNull("last_success_at"), lastError(row)));
    }

    private static @Nullable LastError lastError(Row row) {
        Instant at = row.instantOrNull("last_failure_at");
        return at == null
                ? null
                : new LastError(
                        at,
                        Objects.requireNonNullElse(row.textOrNull("last_error_class"), "bug"),
                        Objects.requireNonNullElse(row.textOrNull("last_error"), ""));
    }
}
