package dev.tickwork.runtime.once;

import dev.tickwork.jobs.JobDefinition;
import dev.tickwork.jobs.Origin;
import dev.tickwork.jobs.RunRequest;
import org.jspecify.annotations.Nullable;

/**
 * A job to be run once.
 *
 * @param job what it is
 * @param arguments what it is given; null for what it does without
 */
record RunOrder(JobDefinition job, @Nullable Record arguments) {
    RunRequest request(String askedBy) {
        RunRequest plain = RunRequest.of(job.name(), Origin.cli(askedBy));
        return arguments == null ? plain : plain.with(arguments);
    }
}
