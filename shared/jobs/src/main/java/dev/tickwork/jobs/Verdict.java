package dev.tickwork.jobs;

import dev.tickwork.domain.Fault;
import dev.tickwork.domain.time.Time;
import io.vertx.core.AsyncResult;
import java.time.Duration;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** Says what an answer of a job means for its run. */
final class Verdict {
    private static final Duration SHORTEST_WAIT = Duration.ofSeconds(1);
    private static final int LONGEST_REASON = 500;

    private final Time time;
    private final UnaryOperator<String> redaction;

    Verdict(Time time, UnaryOperator<String> redaction) {
        this.time = time;
        this.redaction = redaction;
    }

    Ending of(AsyncResult<JobOutcome> answer) {
        return answer.succeeded() ? ofOutcome(answer.result()) : ofFailure(answer.cause());
    }

    Ending ofFailure(Throwable cause) {
        if (cause instanceof Fault.Disabled off) {
            return new Ending.Held(time.now(), clean(String.valueOf(off.getMessage())));
        }
        if (cause instanceof Fault.RateLimited limited) {
            return snoozed(limited.until(), String.valueOf(limited.getMessage()));
        }
        Failure failure = clean(Failure.of(cause));
        RunState state = cause instanceof Fault.Cancelled ? RunState.REVOKED : RunState.FAILURE;
        return new Ending.Finished(time.now(), state, null, failure);
    }

    private Ending ofOutcome(JobOutcome outcome) {
        return outcome.match(
                done -> Ending.Finished.success(time.now(), RunResult.of(clean(done))),
                skipped -> Ending.Finished.success(time.now(), new RunResult.Omitted(clean(skipped.reason()))),
                snooze -> snoozed(time.now().plus(snooze.delay()), snooze.reason()),
                giveUp -> Ending.Finished.failure(time.now(), clean(new Failure("permanent", giveUp.reason()))));
    }

    // A moment that has passed already would make the run spin.
    private Ending snoozed(Instant wish, String reason) {
        Instant earliest = time.now().plus(SHORTEST_WAIT);
        return new Ending.Snoozed(time.now(), wish.isAfter(earliest) ? wish : earliest, clean(reason));
    }

    private JobOutcome.Done clean(JobOutcome.Done done) {
        SortedMap<String, String> failed = new TreeMap<>();
        done.failed().forEach((item, reason) -> failed.put(item, redaction.apply(reason)));
        return new JobOutcome.Done(done.rowsWritten(), done.items(), failed);
    }

    private Failure clean(Failure failure) {
        return new Failure(failure.errorClass(), redaction.apply(failure.message()));
    }

    private String clean(String reason) {
        return Texts.atMost(LONGEST_REASON, redaction.apply(reason));
    }
}
