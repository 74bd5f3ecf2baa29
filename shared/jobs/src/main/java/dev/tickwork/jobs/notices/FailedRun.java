package dev.tickwork.jobs.notices;

import java.time.Instant;
import java.util.UUID;

/**
 * A run that has failed for good: no attempt is left.
 *
 * @param job its job's stable name
 * @param run its id in the ledger
 * @param at when it failed
 * @param attempts how many there were; at least 1
 * @param errorClass {@link dev.tickwork.domain.Fault#code()}, or {@code bug}
 * @param error why, without secrets
 * @param node who ran it, by the name that people call it
 * @param policy what its job's definition wants people to be told
 */
public record FailedRun(
        String job,
        UUID run,
        Instant at,
        int attempts,
        String errorClass,
        String error,
        String node,
        NoticePolicy policy) {
    public FailedRun {
        if (attempts < 1) {
            throw new IllegalArgumentException("attempts must be at least 1, but is " + attempts);
        }
    }
}
