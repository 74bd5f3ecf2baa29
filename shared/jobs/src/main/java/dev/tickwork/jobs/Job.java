package dev.tickwork.jobs;

import io.vertx.core.Future;

/**
 * A piece of work that the engine runs. Keeps no state between runs: the next one may happen on another node.
 *
 * <p>The engine calls {@link #run} on the context in which the job was started, so a verticle's job runs where the
 * verticle lives.
 */
public interface Job {
    /** What it is called, how long it may take and when it runs. The same at every call. */
    JobDefinition definition();

    /**
     * Does the work once. Safe to repeat: a run may be lost after it has written and before that was recorded.
     *
     * @return how it ended. A failed future is a bug or an outage: a {@link dev.tickwork.domain.Fault} says which, and
     *     {@link dev.tickwork.domain.Fault.Disabled} holds the schedule instead of failing the run
     */
    Future<JobOutcome> run(RunContext run);
}
