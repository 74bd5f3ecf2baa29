package dev.tickwork.jobs.notices;

import dev.tickwork.domain.time.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells watchers outside of the house, by name, that a job still succeeds; they raise the alarm when they hear nothing. It
 * says so at once or not at all: a sign of life that comes late from an outbox would be a lie. Safe for any thread.
 */
public final class Heartbeats {
    private static final Logger log = LoggerFactory.getLogger(Heartbeats.class);
    private static final Duration AT_MOST_EVERY = Duration.ofMinutes(1);

    private final Time time;
    private final HeartbeatSender sender;
    private final Map<String, Instant> said = new ConcurrentHashMap<>();

    public Heartbeats(Time time, HeartbeatSender sender) {
        this.time = time;
        this.sender = sender;
    }

    /** A run has succeeded whose schedule names this heartbeat. Said once a minute at most. */
    public void beat(String name) {
        Instant now = time.now();
        Instant before = said.get(name);
        if (isDue(before, now) && note(name, before, now)) {
            sender.ping(name).onFailure(failure -> unheard(name, failure));
        }
    }

    /** False when another thread was faster. */
    private boolean note(String name, @Nullable Instant before, Instant now) {
        return before == null ? said.putIfAbsent(name, now) == null : said.replace(name, before, now);
    }

    private static boolean isDue(@Nullable Instant before, Instant now) {
        return before == null
                // The clock may have been moved back.
                || now.isBefore(before)
                || !now.isBefore(before.plus(AT_MOST_EVERY));
    }

    private static void unheard(String name, Throwable failure) {
        log.atWarn()
                .addKeyValue("heartbeat", name)
                .addKeyValue("error", failure.getMessage())
                .log("nobody heard a heartbeat");
    }
}
