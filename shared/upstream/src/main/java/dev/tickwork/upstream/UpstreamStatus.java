package dev.tickwork.upstream;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How it stands with one provider, as this node sees it.
 *
 * @param provider its name
 * @param breaker {@code closed}, {@code half_open} or {@code open}
 * @param lastSuccess the last answer; null when there was none yet
 * @param lastFailure the last attempt on the wire without an answer; null when there was none yet
 * @param lastError why, without secrets; null when there was none yet
 * @param held why no call would go out now; null when one would
 * @param credits what is left of the plan, as far as this node has heard; empty without a plan or before the first call
 */
public record UpstreamStatus(
        String provider,
        String breaker,
        @Nullable Instant lastSuccess,
        @Nullable Instant lastFailure,
        @Nullable String lastError,
        @Nullable String held,
        List<CreditsLeft> credits) {
    public UpstreamStatus {
        credits = List.copyOf(credits);
    }
}
