package dev.tickwork.simulator.bitfinex;

import dev.tickwork.domain.time.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * So many a minute of each thing; whoever asks for more is blocked from that thing for a minute, unless the clock is moved
 * back meanwhile. Safe for any thread.
 *
 * @see <a href="https://docs.bitfinex.com/docs/requirements-and-limitations">Bitfinex on limits</a>
 */
final class CallLimit {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final int perMinute;
    private final Time time;
    private final Map<String, Deque<Instant>> calls = new HashMap<>();
    private final Map<String, Instant> blockedAt = new HashMap<>();

    /** @param perMinute 0 for any number */
    CallLimit(int perMinute, Time time) {
        this.perMinute = perMinute;
        this.time = time;
    }

    /** Whether {@code thing} may be had once more, which counts it. */
    synchronized boolean allows(String thing) {
        return perMinute == 0 || (!isBlocked(thing) && counts(thing));
    }

    private boolean isBlocked(String thing) {
        Instant now = time.now();
        Instant begin = blockedAt.get(thing);
        return begin != null && !now.isBefore(begin) && now.isBefore(begin.plus(MINUTE));
    }

    private boolean counts(String thing) {
        Instant now = time.now();
        Deque<Instant> recent = calls.computeIfAbsent(thing, unasked -> new ArrayDeque<>());
        recent.removeIf(call -> !call.plus(MINUTE).isAfter(now) || call.isAfter(now));
        if (recent.size() >= perMinute) {
            blockedAt.put(thing, now);
            return false;
        }
        recent.add(now);
        return true;
    }
}
