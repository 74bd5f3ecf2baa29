package dev.tickwork.runtime.replies;

import dev.tickwork.messages.OperationReply;
import dev.tickwork.messages.Wire;
import dev.tickwork.postgres.Row;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Optional;

/** Reads and writes {@code idempotent_replies}. */
final class ReplyStore {
    // Whoever comes second is told so instead of waiting for the first, which a unique index would make it do.
    private static final String LOCK = """
            SELECT pg_try_advisory_xact_lock(hashtextextended($1 || chr(31) || $2, 0)) AS is_ours
            """;
    private static final String FIND = """
            SELECT operation, asked, reply::text AS reply
              FROM idempotent_replies
             WHERE subject = $1
               AND key = $2
               AND created_at > $3
            """;
    private static final String KEEP = """
            INSERT INTO idempotent_replies (subject, key, operation, asked, status, reply, created_at)
            VALUES ($1, $2, $3, $4, $5, $6::text::jsonb, $7)
            ON CONFLICT (subject, key) DO UPDATE
               SET operation = excluded.operation,
                   asked = excluded.asked,
                   status = excluded.status,
                   reply = excluded.reply,
                   created_at = excluded.created_at
            """;
    private static final String PURGE = """
            DELETE FROM idempotent_replies
             WHERE created_at <= $1
            """;

    /** An answer that was given before, and to what. */
    record Kept(String operation, byte[] asked, OperationReply reply) {}

    /** Makes this transaction the one that answers; false when another one does at this moment. */
    Future<Boolean> lock(Tx tx, AskedOnce asked) {
        return tx.query(LOCK, row -> row.flag("is_ours"), asked.subject(), asked.key())
                .map(rows -> rows.get(0));
    }

    /** The answer that was given after {@code oldest}; empty when there was none. */
    Future<Optional<Kept>> find(Tx tx, AskedOnce asked, Instant oldest) {
        return tx.first(FIND, ReplyStore::kept, asked.subject(), asked.key(), oldest);
    }

    /** Keeps an answer, in place of one that is too old to count. */
    Future<Integer> keep(Tx tx, AskedOnce asked, OperationReply reply, Instant now) {
        return tx.execute(
                KEEP,
                asked.subject(),
                asked.key(),
                asked.operation(),
                asked.fingerprint(),
                reply.status(),
                Wire.encode(reply),
                now);
    }

    /** Forgets the answers that were not given after {@code oldest}. */
    Future<Integer> purge(Tx tx, Instant oldest) {
        return tx.execute(PURGE, oldest);
    }

    private static Kept kept(Row row) {
        return new Kept(
                row.text("operation"), row.bytes("asked"), Wire.decode(row.text("reply"), OperationReply.class));
    }
}
