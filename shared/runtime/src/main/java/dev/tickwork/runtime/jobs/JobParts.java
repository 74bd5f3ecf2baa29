package dev.tickwork.runtime.jobs;

import dev.tickwork.domain.time.Time;
import dev.tickwork.jobs.JobEngine;
import dev.tickwork.postgres.Database;
import dev.tickwork.runtime.replies.IdempotentReplies;
import java.util.function.Predicate;

/**
 * What the operations on jobs need of their process.
 *
 * @param engine runs the jobs
 * @param database the truth
 * @param time the one clock
 * @param replies keeps the answers to requests that may be repeated
 * @param watchers which addresses outside are called when somebody names them
 */
public record JobParts(
        JobEngine engine, Database database, Time time, IdempotentReplies replies, Predicate<String> watchers) {}
