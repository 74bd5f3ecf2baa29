package dev.tickwork.upstream;

import java.time.Instant;

/**
 * What is left of a plan.
 *
 * @param span {@code minute} or {@code day}
 * @param left credits
 * @param limit credits when the span is new
 * @param until when they are new
 */
public record CreditsLeft(String span, long left, long limit, Instant until) {
    CreditsLeft at(Instant now) {
        return now.isBefore(until) ? this : new CreditsLeft(span, limit, limit, until);
    }
}
