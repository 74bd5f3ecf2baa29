package dev.tickwork.jobs;

import dev.tickwork.jobs.cron.Cron;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What operators may do to the engine. Everything is audited in the transaction that does it, which is the caller's, so
 * that an answer to a repeated request can be stored with it. What is not there fails with {@link NotThere}, what cannot be
 * done to it as it stands with {@link NotNow}.
 */
public interface JobOperator {
    /** Calls a run off: at once when it has not begun, else by asking it to stop. Its children, too. */
    Future<Cancelled> cancel(Tx tx, UUID run, By by);

    /**
     * Lets a waiting run begin now; a failed or revoked one runs again as a new run, with the unique key that it held.
     *
     * @return that run; fails with {@link NotNow} while another with its key is not over
     */
    Future<UUID> retry(Tx tx, UUID run, By by);

    /**
     * Runs a finished run again, as a new run that names the old one and holds the unique key that it held.
     *
     * @return the new run; fails with {@link NotNow} while another with its key is not over
     */
    Future<UUID> rerun(Tx tx, UUID run, By by);

    /**
     * As {@link #cancel}, many in a few statements; some hundred at once, for all are held until the transaction ends.
     *
     * @return what became of each that was not over
     */
    Future<Map<UUID, Cancelled>> cancelAll(Tx tx, List<UUID> runs, By by);

    /**
     * As {@link #retry}, many at once.
     *
     * @return by each run the one that runs; without those that cannot be retried as they stand, or whose key another run
     *     holds
     */
    Future<Map<UUID, UUID>> retryAll(Tx tx, List<UUID> runs, By by);

    /**
     * As {@link #rerun}, many at once.
     *
     * @return by each run the new one; without those that are not over, or whose key another run holds
     */
    Future<Map<UUID, UUID>> rerunAll(Tx tx, List<UUID> runs, By by);

    /** Begins no run of a job until {@code until}; null until somebody resumes it. */
    Future<Void> pauseJob(Tx tx, String job, @Nullable Instant until, By by);

    Future<Void> resumeJob(Tx tx, String job, By by);

    /** Begins no run of a queue until {@code until}; null until somebody resumes it. */
    Future<Void> pauseQueue(Tx tx, JobQueue queue, @Nullable Instant until, By by);

    Future<Void> resumeQueue(Tx tx, JobQueue queue, By by);

    /** Makes no run by a schedule until {@code until}; then what was missed is treated as after a downtime. */
    Future<Void> pauseSchedule(Tx tx, String schedule, @Nullable Instant until, By by);

    Future<Void> resumeSchedule(Tx tx, String schedule, By by);

    /** How many runs of a job go on at a time over all nodes; null for as many as there are hands. */
    Future<Void> limitJob(Tx tx, String job, @Nullable Integer most, By by);

    /** How many runs of a queue go on at a time on each node and over all; null for the usual number, and no limit. */
    Future<Void> limitQueue(Tx tx, JobQueue queue, @Nullable Integer perNode, @Nullable Integer overAll, By by);

    /**
     * Changes when a schedule fires, until it is changed back.
     *
     * @param version of the schedule that the operator saw; another one by now is {@link NotNow}
     */
    Future<Void> changeSchedule(Tx tx, String schedule, ScheduleWish wish, int version, By by);

    /**
     * Makes a run of a schedule now. It carries the schedule's name and is its last run, but no fire: the next one stays when
     * it is, missed ones stay missed. With {@code SKIP} a fire during it is left out as during any other; with the other
     * overlap policies it neither delays a fire nor is called off by one.
     *
     * @return the run
     */
    Future<UUID> runSchedule(Tx tx, String schedule, By by);

    /** What became of a wish to call a run off. */
    enum Cancelled {
        /** It had not begun and never will. */
        REVOKED,
        /** It goes on, and is asked to stop. */
        ASKED,
        /** It was over before: it stays as it is. */
        OVER
    }

    /**
     * How an operator wants a schedule; every null goes back to what the release says.
     *
     * @param every an interval; not together with {@code cron}
     * @param cron an expression; with its zone
     * @param heartbeatUrl told after each success
     */
    record ScheduleWish(
            @Nullable Duration every,
            @Nullable String cron,
            @Nullable String zone,
            @Nullable String overlap,
            @Nullable String misfire,
            @Nullable String heartbeatUrl) {
        private static final Duration SHORTEST = Duration.ofSeconds(1);
        private static final List<String> OVERLAPS = List.of("SKIP", "QUEUE_ONE", "ALLOW", "CANCEL_OLD");
        private static final List<String> MISFIRES = List.of("SKIP", "ONE", "ALL");

        public ScheduleWish {
            if (every != null && every.compareTo(SHORTEST) < 0) {
                throw new IllegalArgumentException("every must be at least " + SHORTEST + " but is " + every);
            }
            if (every != null && cron != null) {
                throw new IllegalArgumentException("every and cron must not be given together");
            }
            if ((cron == null) != (zone == null)) {
                throw new IllegalArgumentException(
                        "cron and zone must be given together, but are " + cron + " and " + zone);
            }
            if (cron != null && zone != null) {
                cron = Cron.of(cron, zone).expression();
            }
            overlap = overlap == null ? null : named("overlap", overlap, OVERLAPS);
            misfire = misfire == null ? null : named("misfire", misfire, MISFIRES);
            heartbeatUrl = heartbeatUrl == null ? null : webAddress(heartbeatUrl);
        }

        private static String named(String what, String value, List<String> allowed) {
            String upper = value.toUpperCase(Locale.ROOT);
            if (!allowed.contains(upper)) {
                throw new IllegalArgumentException(what + " must be one of " + allowed + " but is " + value);
            }
            return upper;
        }

        private static String webAddress(String url) {
            if (!url.startsWith("https://") && !url.startsWith("http://")) {
                throw new IllegalArgumentException("heartbeatUrl must begin with http:// or https:// but is " + url);
            }
            return url;
        }
    }

    /** There is no such thing. */
    final class NotThere extends RuntimeException {
        private static final long serialVersionUID = 1;

        public NotThere(String message) {
            super(message);
        }
    }

    /** As it stands, that cannot be done to it. */
    final class NotNow extends RuntimeException {
        private static final long serialVersionUID = 1;

        public NotNow(String message) {
            super(message);
        }
    }
}
