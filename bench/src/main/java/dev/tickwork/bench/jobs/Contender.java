package dev.tickwork.bench.jobs;

import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * A job engine, used as its own documentation recommends where many short jobs are to be run. It is alone in its process
 * and shares its database only with other processes of its own kind. Opening it makes its tables where they are missing.
 */
interface Contender extends AutoCloseable {
    /**
     * Puts one run into the queue. Safe for any thread.
     *
     * @return completes when the run is durable; an engine whose calls block returns a completed one
     */
    CompletionStage<?> enqueue(Ticket ticket);

    /** Puts many into the queue with the engine's own call for many; they are durable when it returns. */
    void enqueueAll(List<Ticket> tickets);

    /** Begins to run what is in the queue. May be repeated after {@link #rest}. */
    void work();

    /** Stops running anything, in order; does nothing when it does not work. */
    void rest();

    /** How many runs the database does not yet know as over. */
    long unfinished();

    @Override
    void close();
}
