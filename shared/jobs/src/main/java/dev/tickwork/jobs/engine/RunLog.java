package dev.tickwork.jobs.engine;

import dev.tickwork.jobs.RunChange;
import dev.tickwork.jobs.RunListener;
import dev.tickwork.jobs.RunState;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/** Says what happens to runs: one line each in the log, and every change to the listener. */
final class RunLog {
    private static final Logger log = LoggerFactory.getLogger(RunLog.class);
    private static final Duration OFTEN = Duration.ofMinutes(1);
    private static final Duration LATELY = Duration.ofSeconds(1);

    private final String node;
    private final RunListener listener;
    private final Map<String, Instant> toldAt = new ConcurrentHashMap<>();

    RunLog(String node, RunListener listener) {
        this.node = node;
        this.listener = listener;
    }

    void started(RunIdentity run) {
        tell(new RunChange(
                run.id(), run.job(), RunState.STARTED, run.attempt(), node, run.startedAt(), null, null, null));
    }

    /**
     * @param state where the run stands now
     * @param cause what the job failed with; null when it did not
     */
    void ended(RunIdentity run, Ending ending, RunState state, @Nullable Throwable cause) {
        tell(ending.match(new Ending.Cases<RunChange>() {
            @Override
            public RunChange finished(Ending.Finished finished) {
                return RunLog.this.finished(run, finished, state, cause);
            }

            @Override
            public RunChange retried(Ending.Retried retried) {
                return RunLog.this.retried(run, retried, state);
            }

            @Override
            public RunChange snoozed(Ending.Snoozed snoozed) {
                return RunLog.this.snoozed(run, snoozed, state);
            }

            @Override
            public RunChange held(Ending.Held held) {
                return RunLog.this.ended(run, RunState.SUCCESS, held.at(), new Failure("disabled", held.reason()));
            }

            @Override
            public RunChange awaiting(Ending.Awaiting awaiting) {
                return RunLog.this.ended(run, RunState.PENDING, awaiting.at(), null);
            }
        }));
    }

    /** A run came to an end, or lost its worker, without an answer of its job. */
    void silent(SilentEnd end) {
        Failure failure = end.failure();
        LoggingEventBuilder line =
                log.atLevel(level(end)).addKeyValue("job", end.job()).addKeyValue("runId", end.id());
        if (end.node() != null) {
            line = line.addKeyValue("node", end.node());
        }
        (failure == null ? line : line.addKeyValue("error", failure.message())).log(words(end));
        tell(new RunChange(
                end.id(),
                end.job(),
                end.state(),
                end.attempt(),
                Objects.requireNonNullElse(end.node(), end.startedAt() == null ? "" : node),
                end.at(),
                end.took(),
                failure == null ? null : failure.errorClass(),
                failure == null ? null : failure.message()));
    }

    private static Level level(SilentEnd end) {
        if (end.isLost() || end.state() == RunState.FAILURE) {
            return Level.WARN;
        }
        // Many may be called off at once, and the audit has it.
        return end.state() == RunState.REVOKED ? Level.DEBUG : Level.INFO;
    }

    private static String words(SilentEnd end) {
        if (end.isLost()) {
            return "run lost its worker";
        }
        return switch (end.state()) {
            case SUCCESS -> "run finished with its children";
            case FAILURE -> "run failed with its children";
            default -> "run was called off";
        };
    }

    void tooLate(RunIdentity run, Throwable failure) {
        log.atWarn()
                .addKeyValue("job", run.job())
                .addKeyValue("runId", run.id())
                .addKeyValue("error", failure.getMessage())
                .log("run ended but could not be recorded");
    }

    private RunChange finished(RunIdentity run, Ending.Finished finished, RunState state, @Nullable Throwable cause) {
        Failure failure = finished.failure();
        Level level = failure == null ? level(run, finished.at()) : failure.isForAPerson() ? Level.ERROR : Level.WARN;
        if (log.isEnabledForLevel(level)) {
            LoggingEventBuilder line = log.atLevel(level)
                    .addKeyValue("job", run.job())
                    .addKeyValue("runId", run.id())
                    .addKeyValue("ms", took(run, finished.at()).toMillis());
            (failure == null ? line : withFailure(line, failure, cause))
                    .log(failure == null ? "run finished" : "run failed");
        }
        return ended(run, state, finished.at(), failure);
    }

    // The trace is for whoever must look; an outage has none worth reading.
    private static LoggingEventBuilder withFailure(
            LoggingEventBuilder line, Failure failure, @Nullable Throwable cause) {
        return (failure.isForAPerson() && cause != null ? line.setCause(cause) : line)
                .addKeyValue("error", failure.message());
    }

    private RunChange retried(RunIdentity run, Ending.Retried retried, RunState state) {
        log.atWarn()
                .addKeyValue("job", run.job())
                .addKeyValue("runId", run.id())
                .addKeyValue("attempt", run.attempt())
                .addKeyValue("error", retried.failure().message())
                .log("run failed and is tried again");
        return ended(run, state, retried.at(), retried.failure());
    }

    private RunChange snoozed(RunIdentity run, Ending.Snoozed snoozed, RunState state) {
        log.atInfo()
                .addKeyValue("job", run.job())
                .addKeyValue("runId", run.id())
                .addKeyValue("error", snoozed.reason())
                .log("run snoozed");
        return ended(run, state, snoozed.at(), null);
    }

    // The ledger has every run. A job of many tells of one a second.
    private Level level(RunIdentity run, Instant at) {
        Instant last = toldAt.get(run.job());
        if ((last != null && Duration.between(last, at).abs().compareTo(LATELY) < 0) || isOften(run)) {
            return Level.DEBUG;
        }
        toldAt.put(run.job(), at);
        return Level.INFO;
    }

    private static boolean isOften(RunIdentity run) {
        return run.definition().schedules().stream()
                .anyMatch(schedule ->
                        schedule.rhythm().usualDistance(run.startedAt()).compareTo(OFTEN) < 0);
    }

    private RunChange ended(RunIdentity run, RunState state, Instant at, @Nullable Failure failure) {
        return new RunChange(
                run.id(),
                run.job(),
                state,
                run.attempt(),
                node,
                at,
                took(run, at),
                failure == null ? null : failure.errorClass(),
                failure == null ? null : failure.message());
    }

    private static Duration took(RunIdentity run, Instant at) {
        return Duration.between(run.startedAt(), at);
    }

    private void tell(RunChange change) {
        try {
            listener.changed(change);
        } catch (RuntimeException e) {
            log.atError().addKeyValue("runId", change.runId()).setCause(e).log("run listener failed");
        }
    }
}
