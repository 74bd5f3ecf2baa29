package dev.tickwork.gateway.auth;

import dev.tickwork.domain.time.Time;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Sessions whose tokens are not believed although they have not ended yet. */
final class RevokedSessions {
    private final Time time;
    private final Map<String, Instant> lastTokenEnds = new ConcurrentHashMap<>();

    RevokedSessions(Time time) {
        this.time = time;
    }

    /** A session was revoked; it is remembered until its last token has ended by itself. */
    void add(String sessionId) {
        Instant now = time.now();
        lastTokenEnds.values().removeIf(end -> !end.isAfter(now));
        lastTokenEnds.put(sessionId, now.plus(time.shownIn(SessionTokens.LIFE)));
    }

    boolean contains(String sessionId) {
        return lastTokenEnds.containsKey(sessionId);
    }
}
