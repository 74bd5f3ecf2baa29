package dev.tickwork.bench.jobs;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What every run carries as its argument, so that its handler can tell how long it waited.
 *
 * @param number differs from that of every other ticket, in whatever process it was drawn
 * @param asked when somebody asked for the run, in microseconds since 1970; all processes read the same machine's clock
 */
public record Ticket(long number, long asked) {
    private static final AtomicLong LAST_NUMBER =
            new AtomicLong(ProcessHandle.current().pid() << 32);

    /** A new one, asked for now. */
    static Ticket draw() {
        return new Ticket(LAST_NUMBER.incrementAndGet(), now());
    }

    /** Microseconds between the request and now. */
    long waited() {
        return now() - asked;
    }

    private static long now() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    }

    /** As text, for those who carry text; {@link #parse} reads it. */
    String text() {
        return number + "-" + asked;
    }

    static Ticket parse(String text) {
        int dash = text.indexOf('-');
        return new Ticket(Long.parseLong(text, 0, dash, 10), Long.parseLong(text, dash + 1, text.length(), 10));
    }
}
