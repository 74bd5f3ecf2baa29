package dev.tickwork.jobs.notices;

import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Reads which schedules somebody outside expects a sign of life of. */
public final class HeartbeatStore {
    private static final String WATCHED = """
            SELECT DISTINCT job
              FROM job_schedules
             WHERE heartbeat_url IS NOT NULL
            """;

    private static final String WATCHER = """
            SELECT s.heartbeat_url
              FROM job_history h
              JOIN job_schedules s ON s.name = h.schedule
             WHERE h.id = $1
               AND h.state = 'SUCCESS'
               AND s.heartbeat_url IS NOT NULL
            """;

    /** The jobs of which a schedule has a watcher. */
    public Future<List<String>> watchedJobs(Tx tx) {
        return tx.query(WATCHED, row -> row.text("job"));
    }

    /** Whom to tell that a run succeeded; empty when it did not, or when no watched schedule asked for it. */
    public Future<Optional<String>> watcherOf(Tx tx, UUID run) {
        return tx.first(WATCHER, row -> row.text("heartbeat_url"), run);
    }
}
