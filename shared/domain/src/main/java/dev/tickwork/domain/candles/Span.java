package dev.tickwork.domain.candles;

import java.time.Instant;

/**
 * A stretch of time.
 *
 * @param from its first moment
 * @param until the first moment after it; never before {@code from}, and the same when nothing is in it
 */
public record Span(Instant from, Instant until) {
    public Span {
        if (until.isBefore(from)) {
            throw new IllegalArgumentException("until: " + until + " is before from: " + from);
        }
    }

    public boolean isEmpty() {
        return from.equals(until);
    }

    public boolean contains(Instant moment) {
        return !moment.isBefore(from) && moment.isBefore(until);
    }

    /** What both have; empty when they do not meet. */
    public Span and(Span other) {
        Instant start = from.isAfter(other.from) ? from : other.from;
        Instant end = until.isBefore(other.until) ? until : other.until;
        return new Span(start, end.isBefore(start) ? start : end);
    }
}
