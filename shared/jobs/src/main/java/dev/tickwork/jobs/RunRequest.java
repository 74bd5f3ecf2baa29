package dev.tickwork.jobs;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A run that somebody asks for.
 *
 * @param job its stable name; some node must have served it once
 * @param arguments as the job's definition says; null for none. Stored without secrets, at most 64 KiB
 * @param priority higher goes first among the runs of the job; -100 to 100
 * @param runAt it may start from then on; null for now
 * @param unique null when as many as asked for may run
 * @param origin who asks
 */
public record RunRequest(
        String job,
        @Nullable Record arguments,
        int priority,
        @Nullable Instant runAt,
        @Nullable Unique unique,
        Origin origin) {
    private static final int MOST = 100;

    public RunRequest {
        if (priority < -MOST || priority > MOST) {
            throw new IllegalArgumentException("priority must be -100 to 100 but is " + priority);
        }
    }

    public static RunRequest of(String job, Origin origin) {
        return new RunRequest(job, null, 0, null, null, origin);
    }

    public RunRequest with(Record args) {
        return new RunRequest(job, args, priority, runAt, unique, origin);
    }

    public RunRequest at(Instant earliest) {
        return new RunRequest(job, arguments, priority, earliest, unique, origin);
    }

    public RunRequest prior(int higher) {
        return new RunRequest(job, arguments, higher, runAt, unique, origin);
    }

    public RunRequest once(Unique one) {
        return new RunRequest(job, arguments, priority, runAt, one, origin);
    }
}
