package dev.tickwork.gateway.auth;

import dev.tickwork.domain.time.Alarm;
import dev.tickwork.domain.time.Time;
import dev.tickwork.postgres.Database;
import dev.tickwork.postgres.Listening;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries revocations between gateways by Postgres notifications, and looks for those it missed. */
final class RevocationFeed {
    private static final Logger log = LoggerFactory.getLogger(RevocationFeed.class);
    private static final String CHANNEL = "credential_revoked";
    private static final String SEPARATOR = ",";
    private static final Duration AGAIN = Duration.ofSeconds(1);
    private static final int IDS_PER_NOTIFICATION = 300;

    private final Database database;
    private final Time time;
    private final KeyVerifier keys;
    private final RevokedSessions revokedSessions;
    private final Revocations revocations;
    private final SessionStore sessions = new SessionStore();
    private @Nullable Listening listening;
    private @Nullable Alarm retry;

    RevocationFeed(
            Database database, Time time, KeyVerifier keys, RevokedSessions revokedSessions, Revocations revocations) {
        this.database = database;
        this.time = time;
        this.keys = keys;
        this.revokedSessions = revokedSessions;
        this.revocations = revocations;
    }

    /** Tells every gateway, once the transaction is committed. */
    static Future<Void> announce(Tx tx, String keyId, List<String> sessionIds) {
        List<String> ids = new ArrayList<>(sessionIds);
        ids.add(keyId);
        return announce(tx, ids);
    }

    /** Tells every gateway, once the transaction is committed. */
    static Future<Void> announce(Tx tx, List<String> ids) {
        Future<Void> told = Future.succeededFuture();
        for (int from = 0; from < ids.size(); from += IDS_PER_NOTIFICATION) {
            List<String> some = ids.subList(from, Math.min(ids.size(), from + IDS_PER_NOTIFICATION));
            told = told.compose(before -> tx.notify(CHANNEL, String.join(SEPARATOR, some)));
        }
        return told;
    }

    synchronized void start() {
        listening = database.notifications().listen(CHANNEL, this::catchUp, this::heard);
    }

    synchronized void stop() {
        if (listening != null) {
            listening.end();
            listening = null;
        }
        if (retry != null) {
            retry.cancel();
        }
    }

    private void heard(String ids) {
        for (String id : ids.split(SEPARATOR, -1)) {
            revoked(id);
        }
    }

    private void revoked(String id) {
        if (id.startsWith(Session.ID_PREFIX)) {
            revokedSessions.add(id);
        } else {
            keys.forget(id);
        }
        revocations.revoked(id);
    }

    /** Listening began, perhaps after a gap. Tokens of sessions that were revoked longer ago have ended. */
    private void catchUp() {
        keys.doubt();
        database.read(tx -> sessions.revokedSince(tx, time.now().minus(time.shownIn(SessionTokens.LIFE))))
                .onSuccess(ids -> ids.forEach(this::revoked))
                .onFailure(this::again);
    }

    /** Notifications may be back before the other connections are. */
    private synchronized void again(Throwable failure) {
        log.atDebug().addKeyValue("error", failure.getMessage()).log("revoked sessions could not be read yet");
        if (listening != null) {
            retry = time.wakeAfter(AGAIN, this::catchUp);
        }
    }
}
