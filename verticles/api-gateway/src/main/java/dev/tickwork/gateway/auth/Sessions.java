package dev.tickwork.gateway.auth;

import dev.tickwork.domain.time.Time;
import dev.tickwork.gateway.auth.AccessAuditStore.Deed;
import dev.tickwork.gateway.auth.SessionTokens.Token;
import dev.tickwork.messages.ApiProblem;
import dev.tickwork.messages.Role;
import dev.tickwork.postgres.Database;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Logging in, staying so and logging out. */
public final class Sessions {
    /** How long one stays logged in by renewing. */
    public static final Duration LONGEST = Duration.ofHours(12);

    private static final Duration KEPT_AFTER_END = Duration.ofDays(7);

    private final Database database;
    private final Time time;
    private final Secrets secrets;
    private final KeyVerifier keys;
    private final SessionTokens tokens;
    private final SessionStore store = new SessionStore();
    private final LoginCodeStore codes = new LoginCodeStore();
    private final AccessAuditStore audit = new AccessAuditStore();

    Sessions(Database database, Time time, Secrets secrets, KeyVerifier keys, SessionTokens tokens) {
        this.database = database;
        this.time = time;
        this.secrets = secrets;
        this.keys = keys;
        this.tokens = tokens;
    }

    /**
     * A session and its token, as its owner gets it.
     *
     * @param token for the {@code Authorization} header
     * @param expiresAt when the token ends; to be renewed before
     * @param sessionEndsAt when one has to log in again
     * @param subject who
     * @param role what they may do
     */
    public record Opened(String token, Instant expiresAt, Instant sessionEndsAt, String subject, Role role) {}

    /** Logs in by an API key. Fails with a problem: 401, or 503 when the database is away. */
    public Future<Opened> openByKey(String secret) {
        return keys.verify(secret).map(this::session).compose(session -> database.write(tx -> open(tx, session)));
    }

    /** Logs in by the code of a one-time link, which is used up by this. Fails with a problem: 401. */
    public Future<Opened> openByCode(String code) {
        Instant now = time.now();
        return database.write(tx -> codes.use(tx, Sha256.of(code), now)
                .map(holder -> holder.orElseThrow(Unauthorized::usedUp))
                .map(holder ->
                        new Session(id(), holder.subject(), holder.role(), null, now, now.plus(time.shownIn(LONGEST))))
                .compose(session -> open(tx, session)));
    }

    /**
     * A new token for the session whose token, ended or not, proved {@code identity}. Fails with a problem: 401 when the
     * session has ended, 409 for a key.
     */
    public Future<Opened> renew(Identity identity) {
        return sessionId(identity)
                .compose(id -> database.read(tx -> store.open(tx, id, time.now())))
                .map(session -> opened(session.orElseThrow(Unauthorized::expired)));
    }

    /** Ends the session whose token proved {@code identity}, on every gateway. Fails with a problem (409) for a key. */
    public Future<Void> close(Identity identity) {
        Instant now = time.now();
        return sessionId(identity)
                .compose(id -> database.write(tx -> store.revoke(tx, id, now)
                        .compose(revoked -> RevocationFeed.announce(tx, List.of(id)))
                        .compose(told -> audit.note(tx, deed(now, identity.subject(), "session_closed", id)))));
    }

    private Future<Opened> open(Tx tx, Session session) {
        Instant now = session.openedAt();
        return store.insert(tx, session)
                .compose(added -> audit.note(tx, deed(now, session.subject(), "session_opened", session.id())))
                .compose(noted -> store.forget(tx, now.minus(KEPT_AFTER_END)))
                .compose(forgotten -> codes.forget(tx, now.minus(KEPT_AFTER_END)))
                .map(forgotten -> opened(session));
    }

    private Session session(ApiKey key) {
        Instant now = time.now();
        Instant wished = now.plus(time.shownIn(LONGEST));
        Instant keyEnds = key.expiresAt();
        Instant end = keyEnds != null && keyEnds.isBefore(wished) ? keyEnds : wished;
        return new Session(id(), key.subject(), key.role(), key.id(), now, end);
    }

    private Opened opened(Session session) {
        Token token = tokens.issue(session);
        return new Opened(token.text(), token.expiresAt(), session.endsAt(), session.subject(), session.role());
    }

    private String id() {
        return Session.ID_PREFIX + secrets.id();
    }

    private static Future<String> sessionId(Identity identity) {
        return identity.credentialId().startsWith(Session.ID_PREFIX)
                ? Future.succeededFuture(identity.credentialId())
                : Future.failedFuture(ApiProblem.of(409, "not_a_session", "this is an API key and no session"));
    }

    private static Deed deed(Instant at, String subject, String action, String sessionId) {
        return new Deed(at, subject, action, sessionId, null, null, null);
    }
}
