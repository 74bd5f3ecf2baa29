package dev.tickwork.jobs.ledger;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A run with all that its own row says.
 *
 * @param summary as lists show it
 * @param payload what it was asked to do and what it brought
 * @param cancel who wanted it to stop; null when nobody did
 * @param after the run before it in a chain; null for none
 * @param goesOnAfterFailure whether it runs though the one before it failed; null once that does not matter
 */
public record RunCore(
        RunSummary summary,
        Payload payload,
        @Nullable Cancel cancel,
        @Nullable UUID after,
        @Nullable Boolean goesOnAfterFailure) {
    /**
     * What goes in and comes out.
     *
     * @param arguments a JSON object without secrets; null for none
     * @param result a JSON object; null for none, and when it is no longer kept
     * @param resultExpired whether it had a result that is no longer kept
     */
    public record Payload(
            @Nullable String arguments, @Nullable String result, boolean resultExpired) {}

    /** Who wanted it to stop, when and why. */
    public record Cancel(
            Instant at, @Nullable String by, @Nullable String reason) {}
}
