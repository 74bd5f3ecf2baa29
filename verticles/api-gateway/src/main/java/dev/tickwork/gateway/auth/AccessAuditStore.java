package dev.tickwork.gateway.auth;

import dev.tickwork.messages.Wire;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Writes {@code access_audit}: who did what to whose access, and why. This module is its only writer. */
final class AccessAuditStore {
    private static final String INSERT = """
            INSERT INTO access_audit (at, actor, action, target, reason, before, after)
            VALUES ($1, $2, $3, $4, $5, $6::text::jsonb, $7::text::jsonb)
            """;

    /**
     * One deed.
     *
     * @param at when
     * @param actor the subject who did it
     * @param action stable and snake_case, such as {@code key_revoked}
     * @param target the id of the key or session
     * @param reason why; null when that was not said
     * @param before what it was; null for something new
     * @param after what it is; null for something that is gone
     */
    record Deed(
            Instant at,
            String actor,
            String action,
            String target,
            @Nullable String reason,
            @Nullable Record before,
            @Nullable Record after) {}

    /** Notes a deed, in the transaction that does it. Not safe to repeat: each call is one line. */
    Future<Void> note(Tx tx, Deed deed) {
        return tx.execute(
                        INSERT,
                        deed.at(),
                        deed.actor(),
                        deed.action(),
                        deed.target(),
                        deed.reason(),
                        json(deed.before()),
                        json(deed.after()))
                .mapEmpty();
    }

    private static @Nullable String json(@Nullable Record state) {
        return state == null ? null : Wire.encode(state);
    }
}
