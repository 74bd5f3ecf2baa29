package dev.tickwork.gateway.auth;

import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;

/** Reads and writes {@code signing_keys}; this module is its only writer. */
final class SigningKeyStore {
    private static final String INSERT_UNLESS_NEWER = """
            INSERT INTO signing_keys (id, secret, created_at)
            SELECT $1, $2, $3
             WHERE NOT EXISTS (SELECT 1 FROM signing_keys WHERE created_at > $4)
            """;

    private static final String LOCK = """
            LOCK TABLE signing_keys IN SHARE ROW EXCLUSIVE MODE
            """;

    private static final String NEWEST = """
            SELECT id, secret
              FROM signing_keys
             ORDER BY created_at DESC
             LIMIT 2
            """;

    private static final String FORGET = """
            DELETE FROM signing_keys
             WHERE created_at < $1
            """;

    /**
     * A secret that signs session tokens.
     *
     * @param id its name in the tokens
     * @param secret the secret itself
     */
    record SigningSecret(String id, String secret) {
        @Override
        public String toString() {
            return "SigningSecret[" + id + "]";
        }
    }

    /** Adds a secret unless there is one from after {@code newEnough}; several gateways may try at once. */
    Future<Integer> insertUnlessNewer(Tx tx, SigningSecret made, Instant now, Instant newEnough) {
        return tx.execute(LOCK)
                .compose(locked -> tx.execute(INSERT_UNLESS_NEWER, made.id(), made.secret(), now, newEnough));
    }

    /** The one to sign with, then the one before it; empty before the first start. */
    Future<List<SigningSecret>> newest(Tx tx) {
        return tx.query(NEWEST, row -> new SigningSecret(row.text("id"), row.text("secret")));
    }

    /** Deletes secrets that were made before then; safe to repeat. @return secrets deleted */
    Future<Integer> forget(Tx tx, Instant before) {
        return tx.execute(FORGET, before);
    }
}
