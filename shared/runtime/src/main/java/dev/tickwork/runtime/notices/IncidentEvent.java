package dev.tickwork.runtime.notices;

import dev.tickwork.jobs.notices.Notice;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The body of a call to a generic webhook. It only ever gains fields.
 *
 * @param event {@code job_incident.opened}, {@code .ongoing} or {@code .resolved}
 * @param id of this very notice: who gets it twice may drop one
 * @param incident groups the failures between which the job never was well for long
 * @param environment which installation speaks
 * @param job the job's stable name
 * @param runId the run that failed last
 * @param errorClass {@code bug}, {@code permanent}, {@code timed_out}, …
 * @param error in words
 * @param node where
 * @param failures how many runs have failed in it
 * @param openedAt when the first of them did
 * @param lastAt when the last did
 * @param resolvedAt when the job worked again; null while it does not
 * @param resolvedBy the run that succeeded then; null while none has
 * @param url the page of the run that failed last
 */
record IncidentEvent(
        String event,
        String id,
        UUID incident,
        String environment,
        String job,
        UUID runId,
        String errorClass,
        String error,
        String node,
        long failures,
        Instant openedAt,
        Instant lastAt,
        @Nullable Instant resolvedAt,
        @Nullable UUID resolvedBy,
        String url) {
    static IncidentEvent of(Notice notice, Wording wording) {
        return new IncidentEvent(
                "job_incident." + notice.kind().label(),
                notice.incident() + "-" + notice.sequence(),
                notice.incident(),
                wording.environment(),
                notice.job(),
                notice.runId(),
                notice.errorClass(),
                notice.error(),
                notice.node(),
                notice.failures(),
                notice.beganAt(),
                notice.lastAt(),
                notice.resolvedAt(),
                notice.resolvedBy(),
                wording.link(notice));
    }
}
