package dev.tickwork.gateway.auth;

import dev.tickwork.messages.Role;
import dev.tickwork.postgres.Row;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Reads and writes {@code sessions}; this module is its only writer. */
final class SessionStore {
    private static final String INSERT = """
            INSERT INTO sessions (id, subject, role, key_id, opened_at, ends_at)
            VALUES ($1, $2, $3, $4, $5, $6)
            ON CONFLICT (id) DO NOTHING
            """;

    private static final String OPEN = """
            SELECT id, subject, role, key_id, opened_at, ends_at
              FROM sessions
             WHERE id = $1
               AND revoked_at IS NULL
               AND ends_at > $2
            """;

    private static final String REVOKE = """
            UPDATE sessions
               SET revoked_at = $2
             WHERE id = $1
               AND revoked_at IS NULL
            """;

    private static final String REVOKE_OF_KEY = """
            UPDATE sessions
               SET revoked_at = $2
             WHERE key_id = $1
               AND revoked_at IS NULL
               AND ends_at > $2
            RETURNING id
            """;

    private static final String REVOKED_SINCE = """
            SELECT id
              FROM sessions
             WHERE revoked_at >= $1
            """;

    private static final String FORGET = """
            DELETE FROM sessions
             WHERE ends_at < $1
            """;

    /** Adds a session; safe to repeat. @return sessions added: 0 or 1 */
    Future<Integer> insert(Tx tx, Session session) {
        return tx.execute(
                INSERT,
                session.id(),
                session.subject(),
                session.role().label(),
                session.keyId(),
                session.openedAt(),
                session.endsAt());
    }

    /** The session of that id; empty when there is none or it has ended or was revoked. */
    Future<Optional<Session>> open(Tx tx, String id, Instant now) {
        return tx.first(OPEN, SessionStore::session, id, now);
    }

    /** Ends a session; a second time changes nothing. @return sessions ended: 0 or 1 */
    Future<Integer> revoke(Tx tx, String id, Instant at) {
        return tx.execute(REVOKE, id, at);
    }

    /** Ends all sessions that were opened with a key. @return the ids of those that were still open */
    Future<List<String>> revokeOfKey(Tx tx, String keyId, Instant at) {
        return tx.query(REVOKE_OF_KEY, row -> row.text("id"), keyId, at);
    }

    /** The ids of the sessions that were revoked since then. */
    Future<List<String>> revokedSince(Tx tx, Instant since) {
        return tx.query(REVOKED_SINCE, row -> row.text("id"), since);
    }

    /** Deletes the sessions that ended before then; safe to repeat. @return sessions deleted */
    Future<Integer> forget(Tx tx, Instant before) {
        return tx.execute(FORGET, before);
    }

    private static Session session(Row row) {
        return new Session(
                row.text("id"),
                row.text("subject"),
                Role.of(row.text("role")),
                row.textOrNull("key_id"),
                row.instant("opened_at"),
                row.instant("ends_at"));
    }
}
