package dev.tickwork.jobs.notices;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Who is told, and how often.
 *
 * @param channels by which ways; empty to tell nobody, incidents are kept nevertheless
 * @param digestEvery how long nothing more is said of an incident that goes on; a job that fails again sooner after it
 *     succeeded is in the same incident
 * @param overrides what an operator wants of a job, by its stable name, whatever its definition says
 */
public record NoticeRules(Set<NoticeChannel> channels, Duration digestEvery, Map<String, NoticePolicy> overrides) {
    private static final Duration WELL = Duration.ofMinutes(5);

    public NoticeRules {
        channels = Set.copyOf(channels);
        overrides = Map.copyOf(overrides);
        if (digestEvery.isNegative() || digestEvery.isZero()) {
            throw new IllegalArgumentException("digestEvery must be positive, but is " + digestEvery);
        }
    }

    /** How long a job has to be well before it is said that it works again. */
    Duration wellFor() {
        return digestEvery.compareTo(WELL) < 0 ? digestEvery : WELL;
    }

    /**
     * What is to be said now that a run has failed; empty for nothing.
     *
     * @param incident with this failure counted already
     */
    Optional<NoticeKind> afterFailure(Incident incident, FailedRun run) {
        boolean isWorthTelling =
                overrides.getOrDefault(run.job(), run.policy()).isWorthTelling(run, incident.failures());
        if (!isWorthTelling) {
            return Optional.empty();
        }
        if (incident.toldAt() == null) {
            return Optional.of(NoticeKind.OPENED);
        }
        boolean isTime = !run.at().isBefore(incident.toldAt().plus(digestEvery));
        return isTime ? Optional.of(NoticeKind.ONGOING) : Optional.empty();
    }
}
