package dev.tickwork.jobs.notices;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/**
 * What becomes of a notice after an attempt to send it.
 *
 * @param state as it is stored
 * @param at when it was sent or given up, or when it is tried again
 * @param attempts that count
 * @param error null when it was sent
 */
record Fate(
        String state, Instant at, int attempts, @Nullable String error) {
    private static final int MOST_ATTEMPTS = 6;
    private static final Duration FIRST_WAIT = Duration.ofMinutes(1);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(30);
    private static final Duration HELD_WAIT = Duration.ofMinutes(5);

    static Fate of(Delivery delivery, int attempts, Instant now) {
        return switch (delivery.outcome()) {
            case SENT -> new Fate("sent", now, attempts, null);
            case LATER -> again(delivery, attempts, now);
            case HELD -> new Fate("held", now.plus(HELD_WAIT), attempts - 1, delivery.reason());
            case REFUSED -> new Fate("failed", now, attempts, delivery.reason());
            case UNKNOWN -> new Fate("unknown", now, attempts, delivery.reason());
        };
    }

    /** How much an operator should care. */
    Level level() {
        return switch (state) {
            case "sent" -> Level.INFO;
            case "held" -> Level.DEBUG;
            default -> Level.WARN;
        };
    }

    private static Fate again(Delivery delivery, int attempts, Instant now) {
        if (attempts >= MOST_ATTEMPTS) {
            return new Fate("failed", now, attempts, delivery.reason());
        }
        Instant ours = now.plus(wait(attempts));
        Instant theirs = delivery.notBefore();
        return new Fate("due", theirs != null && theirs.isAfter(ours) ? theirs : ours, attempts, delivery.reason());
    }

    private static Duration wait(int attempts) {
        Duration doubled = FIRST_WAIT.multipliedBy(1L << (attempts - 1));
        return doubled.compareTo(LONGEST_WAIT) < 0 ? doubled : LONGEST_WAIT;
    }
}
