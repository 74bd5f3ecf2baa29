package dev.tickwork.jobs.notices;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How an attempt to tell somebody ended.
 *
 * @param outcome whether it may be tried again
 * @param reason why it was not sent, without secrets; null when it was
 * @param notBefore the first moment at which trying again makes sense; null when nobody said
 */
public record Delivery(
        Outcome outcome, @Nullable String reason, @Nullable Instant notBefore) {
    /** Whether it may be tried again. */
    public enum Outcome {
        SENT,
        /** Certainly not sent, and may be some time later. */
        LATER,
        /** Nothing was tried, because a switch is off. */
        HELD,
        /** Certainly not sent, and never will be. */
        REFUSED,
        /** It may have arrived, so that trying again might say it twice. */
        UNKNOWN
    }

    public static Delivery sent() {
        return new Delivery(Outcome.SENT, null, null);
    }

    /** @param notBefore null when nobody said */
    public static Delivery later(String reason, @Nullable Instant notBefore) {
        return new Delivery(Outcome.LATER, reason, notBefore);
    }

    public static Delivery held(String reason) {
        return new Delivery(Outcome.HELD, reason, null);
    }

    public static Delivery refused(String reason) {
        return new Delivery(Outcome.REFUSED, reason, null);
    }

    public static Delivery unknown(String reason) {
        return new Delivery(Outcome.UNKNOWN, reason, null);
    }
}
