package dev.tickwork.jobs.ledger;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far a run is.
 *
 * @param done units of work that are done
 * @param total units in all; null when nobody knows
 * @param message what is being done; null when it was not said
 * @param eta when it will be done if it goes on like this; null when that cannot be told
 * @param since when the attempt started
 * @param updatedAt when this was so
 */
public record Progress(
        long done,
        @Nullable Long total,
        @Nullable String message,
        @Nullable Instant eta,
        Instant since,
        Instant updatedAt) {
    static Progress of(long done, @Nullable Long total, @Nullable String message, Instant since, Instant updatedAt) {
        return new Progress(done, total, message, eta(done, total, since, updatedAt), since, updatedAt);
    }

    private static @Nullable Instant eta(long done, @Nullable Long total, Instant since, Instant updatedAt) {
        if (total == null || done <= 0 || done > total) {
            return null;
        }
        double left = (double) (total - done) / done;
        return updatedAt.plusMillis((long) (Duration.between(since, updatedAt).toMillis() * left));
    }
}
