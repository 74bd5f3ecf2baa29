package dev.tickwork.gateway.auth;

import dev.tickwork.domain.time.Time;
import dev.tickwork.gateway.auth.AccessAuditStore.Deed;
import dev.tickwork.messages.ApiProblem;
import dev.tickwork.messages.Role;
import dev.tickwork.postgres.Database;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes, lists and ends API keys. Whatever it does is audited in the same transaction. */
public final class ApiKeys {
    /** Shorter ones can be guessed. */
    public static final int SHORTEST_CONFIGURED = 20;

    private static final String SYSTEM = "configuration";
    private static final String ADMIN = "admin";
    private static final String REPLACED = "replaced by another configured key";

    private final Database database;
    private final Time time;
    private final Secrets secrets;
    private final ApiKeyStore keys = new ApiKeyStore();
    private final SessionStore sessions = new SessionStore();
    private final AccessAuditStore audit = new AccessAuditStore();

    public ApiKeys(Database database, Time time, Secrets secrets) {
        this.database = database;
        this.time = time;
        this.secrets = secrets;
    }

    /**
     * A key with its secret; the only moment at which the secret can be seen.
     *
     * @param key what is kept
     * @param secret what its owner sends
     */
    public record Made(ApiKey key, String secret) {}

    /** Makes a key. Fails with a problem (422) when it would have ended already. */
    public Future<Made> create(KeyWish wish, String by) {
        Instant now = time.now();
        if (wish.expiresAt() != null && !wish.expiresAt().isAfter(now)) {
            return Future.failedFuture(ApiProblem.invalid("/expires_at", "must be in the future"));
        }
        var key = ApiKey.made(secrets.id(), wish, now, by);
        String secret = "tw_" + key.id() + "_" + secrets.hex();
        return database.write(tx ->
                        keys.insert(tx, key, Sha256.of(secret), false).compose(added -> audit.note(tx, made(key))))
                .map(noted -> new Made(key, secret));
    }

    /** The newest thousand keys, revoked and expired ones too. */
    public Future<List<ApiKey>> list() {
        return database.read(keys::newest);
    }

    /**
     * Ends a key and the sessions that were opened with it, on every gateway. Safe to repeat.
     *
     * @return the key as it is then; fails with a problem (404) when there is none of that id
     */
    public Future<ApiKey> revoke(String id, String by, @Nullable String reason) {
        var revocation = new Revocation(time.now(), by, reason);
        return database.write(tx -> found(tx, id)
                .compose(key -> key.isRevoked() ? Future.succeededFuture(key) : revoke(tx, key, revocation)));
    }

    /**
     * Makes a configured secret an admin's key, and ends the one that an earlier configuration brought. A key that was
     * revoked since stays so.
     */
    public Future<Void> configure(String secret) {
        byte[] hash = Sha256.of(secret);
        var wish = new KeyWish("configured admin key", ADMIN, Role.ADMIN, null);
        var key = ApiKey.made(secrets.id(), wish, time.now(), SYSTEM);
        var replaced = new Revocation(time.now(), SYSTEM, REPLACED);
        return database.write(tx -> keys.insert(tx, key, hash, true)
                .compose(added -> added == 0 ? Future.succeededFuture() : audit.note(tx, made(key)))
                .compose(noted -> keys.configuredBefore(tx, hash))
                .compose(before -> revokeAll(tx, before, replaced)));
    }

    private Future<Void> revokeAll(Tx tx, List<String> ids, Revocation revocation) {
        Future<Void> done = Future.succeededFuture();
        for (String id : ids) {
            done = done.compose(before -> found(tx, id))
                    .compose(key -> revoke(tx, key, revocation))
                    .mapEmpty();
        }
        return done;
    }

    private Future<ApiKey> revoke(Tx tx, ApiKey before, Revocation revocation) {
        return keys.revoke(tx, before.id(), revocation)
                .compose(revoked -> sessions.revokeOfKey(tx, before.id(), revocation.at()))
                .compose(ended -> RevocationFeed.announce(tx, before.id(), ended))
                .compose(announced -> found(tx, before.id()))
                .compose(after ->
                        audit.note(tx, revoked(before, after, revocation)).map(after));
    }

    private Future<ApiKey> found(Tx tx, String id) {
        return keys.byId(tx, id).map(key -> key.orElseThrow(() -> ApiProblem.notFound("there is no key " + id)));
    }

    private static Deed made(ApiKey key) {
        return new Deed(key.createdAt(), key.createdBy(), "key_created", key.id(), null, null, key);
    }

    private static Deed revoked(ApiKey before, ApiKey after, Revocation revocation) {
        return new Deed(
                revocation.at(), revocation.by(), "key_revoked", before.id(), revocation.reason(), before, after);
    }
}
