package dev.tickwork.gateway.auth;

import dev.tickwork.messages.Role;
import dev.tickwork.postgres.Column;
import dev.tickwork.postgres.Row;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads and writes {@code api_keys}; this module is its only writer. */
final class ApiKeyStore {
    private static final String BY_HASH = """
            SELECT id, name, subject, role, created_at, created_by, expires_at, last_used_at, revoked_at, revoked_by,
                   revoked_reason
              FROM api_keys
             WHERE secret_hash = $1
            """;

    private static final String BY_ID = """
            SELECT id, name, subject, role, created_at, created_by, expires_at, last_used_at, revoked_at, revoked_by,
                   revoked_reason
              FROM api_keys
             WHERE id = $1
               FOR UPDATE
            """;

    private static final String NEWEST = """
            SELECT id, name, subject, role, created_at, created_by, expires_at, last_used_at, revoked_at, revoked_by,
                   revoked_reason
              FROM api_keys
             ORDER BY created_at DESC, id
             LIMIT 1000
            """;

    private static final String INSERT = """
            INSERT INTO api_keys (id, secret_hash, name, subject, role, is_configured, created_at, created_by, expires_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            ON CONFLICT (secret_hash) DO NOTHING
            """;

    private static final String REVOKE = """
            UPDATE api_keys
               SET revoked_at = $2,
                   revoked_by = $3,
                   revoked_reason = $4
             WHERE id = $1
               AND revoked_at IS NULL
            """;

    private static final String CONFIGURED_BEFORE = """
            SELECT id
              FROM api_keys
             WHERE is_configured
               AND revoked_at IS NULL
               AND secret_hash <> $1
            """;

    private static final String USED = """
            UPDATE api_keys
               SET last_used_at = used.at
              FROM unnest($1::text[], $2::timestamptz[]) AS used (id, at)
             WHERE api_keys.id = used.id
               AND (api_keys.last_used_at IS NULL OR api_keys.last_used_at < used.at)
            """;

    /** The key whose secret has this SHA-256, revoked and expired ones too; empty when there is none. */
    Future<Optional<ApiKey>> byHash(Tx tx, byte[] secretHash) {
        return tx.first(BY_HASH, ApiKeyStore::key, secretHash);
    }

    /** The key of that id, locked until the transaction ends; empty when there is none. */
    Future<Optional<ApiKey>> byId(Tx tx, String id) {
        return tx.first(BY_ID, ApiKeyStore::key, id);
    }

    /** The newest thousand keys, revoked and expired ones too. */
    Future<List<ApiKey>> newest(Tx tx) {
        return tx.query(NEWEST, ApiKeyStore::key);
    }

    /**
     * Adds a key unless its secret is there already; safe to repeat.
     *
     * @param isConfigured whether the secret comes from the configuration
     * @return keys added: 0 or 1
     */
    Future<Integer> insert(Tx tx, ApiKey key, byte[] secretHash, boolean isConfigured) {
        return tx.execute(
                INSERT,
                key.id(),
                secretHash,
                key.name(),
                key.subject(),
                key.role().label(),
                isConfigured,
                key.createdAt(),
                key.createdBy(),
                key.expiresAt());
    }

    /** Ends a key; a second time changes nothing. @return keys revoked: 0 or 1 */
    Future<Integer> revoke(Tx tx, String id, Revocation revocation) {
        return tx.execute(REVOKE, id, revocation.at(), revocation.by(), revocation.reason());
    }

    /** The ids of the good keys that an earlier configuration brought. */
    Future<List<String>> configuredBefore(Tx tx, byte[] secretHash) {
        return tx.query(CONFIGURED_BEFORE, row -> row.text("id"), secretHash);
    }

    /** Notes when keys, by id, were used last; an older moment changes nothing. @return keys changed */
    Future<Integer> used(Tx tx, Map<String, Instant> lastUse) {
        var entries = List.copyOf(lastUse.entrySet());
        return tx.execute(
                USED, Column.texts(entries, Map.Entry::getKey), Column.instants(entries, Map.Entry::getValue));
    }

    private static ApiKey key(Row row) {
        return new ApiKey(
                row.text("id"),
                row.text("name"),
                row.text("subject"),
                Role.of(row.text("role")),
                row.instant("created_at"),
                row.text("created_by"),
                row.instantOrNull("expires_at"),
                row.instantOrNull("last_used_at"),
                row.instantOrNull("revoked_at"),
                row.textOrNull("revoked_by"),
                row.textOrNull("revoked_reason"));
    }
}
