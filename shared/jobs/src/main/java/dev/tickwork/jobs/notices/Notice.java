package dev.tickwork.jobs.notices;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What there is to say of an incident at one moment. It is stored until it is sent, so a component that is added after the
 * first release is nullable.
 *
 * @param incident the failures, between which the job never was well for long
 * @param sequence which notice of this incident it is, from 1
 * @param kind what it says
 * @param job the job's stable name
 * @param firstRunId the run that failed first
 * @param runId the run that failed last
 * @param errorClass why that failed, in the classes that policy hangs on, or {@code bug}
 * @param error in words, without secrets
 * @param node where, by the name that people call it
 * @param failures how many runs have failed
 * @param beganAt when the first of them did
 * @param lastAt when the last did
 * @param resolvedAt when the job worked again; null while it does not
 * @param resolvedBy the run that succeeded then; null while none has
 */
public record Notice(
        UUID incident,
        int sequence,
        NoticeKind kind,
        String job,
        UUID firstRunId,
        UUID runId,
        String errorClass,
        String error,
        String node,
        long failures,
        Instant beganAt,
        Instant lastAt,
        @Nullable Instant resolvedAt,
        @Nullable UUID resolvedBy) {}
