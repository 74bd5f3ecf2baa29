package dev.tickwork.gateway.auth;

import dev.tickwork.messages.Role;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Optional;

/** Reads and writes {@code login_codes}; this module is its only writer. */
final class LoginCodeStore {
    private static final String INSERT = """
            INSERT INTO login_codes (code_hash, subject, role, made_at, expires_at)
            VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT (code_hash) DO NOTHING
            """;

    private static final String USE = """
            UPDATE login_codes
               SET used_at = $2
             WHERE code_hash = $1
               AND used_at IS NULL
               AND expires_at > $2
            RETURNING subject, role
            """;

    private static final String FORGET = """
            DELETE FROM login_codes
             WHERE expires_at < $1
            """;

    /** For whom a code logs in. */
    record Holder(String subject, Role role) {}

    /** Adds a code by its SHA-256. @return codes added: 0 or 1 */
    Future<Integer> insert(Tx tx, byte[] hash, Holder holder, Instant madeAt, Instant expiresAt) {
        return tx.execute(INSERT, hash, holder.subject(), holder.role().label(), madeAt, expiresAt);
    }

    /** Uses a code up; empty when it is unknown, expired or used already. */
    Future<Optional<Holder>> use(Tx tx, byte[] hash, Instant now) {
        return tx.first(USE, row -> new Holder(row.text("subject"), Role.of(row.text("role"))), hash, now);
    }

    /** Deletes the codes that expired before then; safe to repeat. @return codes deleted */
    Future<Integer> forget(Tx tx, Instant before) {
        return tx.execute(FORGET, before);
    }
}
