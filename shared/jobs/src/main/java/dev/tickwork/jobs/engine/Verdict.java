package dev.tickwork.jobs.engine;

import dev.tickwork.domain.Fault;
import dev.tickwork.domain.time.Time;
import dev.tickwork.jobs.JobOutcome;
import dev.tickwork.jobs.RunState;
import io.vertx.core.AsyncResult;
import java.time.Duration;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/** Says what an answer of a job means for its run. */
final class Verdict {
    private static final Duration SHORTEST_WAIT = Duration.ofSeconds(1);
    private static final Duration HELD_WAIT = Duration.ofSeconds(30);
    private static final int LONGEST_REASON = 500;

    private final Time time;
    private final UnaryOperator<String> redaction;
    private final RandomGenerator random;

    Verdict(Time time, RandomGenerator random, UnaryOperator<String> redaction) {
        this.time = time;
        this.random = random;
        this.redaction = redaction;
    }

    Ending of(RunIdentity run, AsyncResult<JobOutcome> answer) {
        return answer.succeeded() ? ofOutcome(answer.result()) : ofFailure(run, answer.cause());
    }

    Ending ofFailure(RunIdentity run, Throwable cause) {
        if (cause instanceof Fault.Disabled off) {
            return held(run, String.valueOf(off.getMessage()));
        }
        if (cause instanceof Fault.RateLimited limited) {
            return snoozed(limited.until(), String.valueOf(limited.getMessage()));
        }
        Failure failure = clean(Failure.of(cause));
        if (cause instanceof Fault.Cancelled) {
            return new Ending.Finished(time.now(), RunState.REVOKED, Figures.NONE, failure);
        }
        return again(run, failure);
    }

    private Ending again(RunIdentity run, Failure failure) {
        Instant now = time.now();
        return run.definition()
                .retry()
                .waitAfter(run.attempt(), failure.errorClass(), random)
                .<Ending>map(wait -> new Ending.Retried(now, now.plus(wait), failure))
                .orElseGet(() -> Ending.Finished.failure(now, failure));
    }

    /** A schedule that is held makes no rows; a run that somebody asked for waits for the switch. */
    private Ending held(RunIdentity run, String reason) {
        if (run.ties().isFire()) {
            return new Ending.Held(time.now(), clean(reason));
        }
        Duration jitter = HELD_WAIT.multipliedBy(random.nextInt(1000)).dividedBy(1000);
        return snoozed(time.now().plus(time.shownIn(HELD_WAIT.plus(jitter))), reason);
    }

    private Ending ofOutcome(JobOutcome outcome) {
        return outcome.match(new JobOutcome.Cases<Ending>() {
            @Override
            public Ending done(JobOutcome.Done done) {
                return Ending.Finished.success(time.now(), Figures.of(clean(done)));
            }

            @Override
            public Ending skipped(JobOutcome.Skipped skipped) {
                return Ending.Finished.success(time.now(), Figures.skipped(clean(skipped.reason())));
            }

            @Override
            public Ending snooze(JobOutcome.Snooze snooze) {
                return snoozed(time.now().plus(snooze.delay()), snooze.reason());
            }

            @Override
            public Ending giveUp(JobOutcome.GiveUp giveUp) {
                return Ending.Finished.failure(time.now(), clean(new Failure("permanent", giveUp.reason())));
            }

            @Override
            public Ending afterChildren(JobOutcome.AfterChildren after) {
                return new Ending.Awaiting(time.now(), Figures.of(clean(after.own())), after.toleratesFailures());
            }
        });
    }

    // A moment that has passed already would make the run spin.
    private Ending snoozed(Instant wish, String reason) {
        Instant earliest = time.now().plus(time.shownIn(SHORTEST_WAIT));
        return new Ending.Snoozed(time.now(), wish.isAfter(earliest) ? wish : earliest, clean(reason));
    }

    private JobOutcome.Done clean(JobOutcome.Done done) {
        if (done.failed().isEmpty()) {
            return done;
        }
        SortedMap<String, String> failed = new TreeMap<>();
        done.failed().forEach((item, reason) -> failed.put(item, redaction.apply(reason)));
        return new JobOutcome.Done(done.rowsWritten(), done.items(), failed, done.result(), done.lastWrite());
    }

    private Failure clean(Failure failure) {
        return new Failure(failure.errorClass(), redaction.apply(failure.message()));
    }

    private String clean(String reason) {
        return Texts.atMost(LONGEST_REASON, redaction.apply(reason));
    }
}
