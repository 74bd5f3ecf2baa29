package dev.tickwork.runtime.jobs;

import dev.tickwork.jobs.ledger.RunCore.Cancel;
import dev.tickwork.jobs.ledger.RunDetail;
import dev.tickwork.jobs.ledger.RunDetail.Attempt;
import dev.tickwork.jobs.ledger.RunSummary;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells what became of a run from what its rows say, in the order in which it happened. */
final class Timeline {
    private final RunDetail detail;
    private final RunSummary run;
    private final List<TimelineEvent> events = new ArrayList<>();

    private Timeline(RunDetail detail) {
        this.detail = detail;
        this.run = detail.core().summary();
    }

    /** Oldest first. */
    static List<TimelineEvent> of(RunDetail detail) {
        var timeline = new Timeline(detail);
        timeline.tell();
        // Events of the same moment stay in the order in which they are told.
        return timeline.events.stream()
                .sorted(Comparator.comparing(TimelineEvent::at))
                .toList();
    }

    private void tell() {
        add(run.enqueuedAt(), "enqueued", null, null, whoAsked());
        detail.attempts().forEach(this::tell);
        started();
        cancelled();
        waits();
        ended();
    }

    private void tell(Attempt attempt) {
        if (attempt.startedAt() != null) {
            add(attempt.startedAt(), "started", attempt.attempt(), attempt.node(), null);
        }
        if (!isEnd(attempt)) {
            add(attempt.endedAt(), "failed", attempt.attempt(), attempt.node(), attempt.error());
        }
    }

    // The end of the run says the same.
    private boolean isEnd(Attempt attempt) {
        return attempt.attempt() == run.attempt() && attempt.endedAt().equals(run.finishedAt());
    }

    private void started() {
        boolean isTold = detail.attempts().stream().anyMatch(attempt -> attempt.attempt() == run.attempt());
        Instant startedAt = run.startedAt();
        if (startedAt != null && !isTold) {
            add(startedAt, "started", run.attempt(), run.node(), null);
        }
    }

    private void cancelled() {
        Cancel cancel = detail.core().cancel();
        if (cancel != null) {
            add(cancel.at(), "cancel_requested", null, null, wish(cancel));
        }
    }

    private void waits() {
        if (run.finishedAt() == null && run.startedAt() == null) {
            add(run.runAt(), "due", run.attempt(), null, run.heldReason());
        }
    }

    private void ended() {
        Instant finishedAt = run.finishedAt();
        if (finishedAt != null) {
            Integer attempt = run.startedAt() == null ? null : run.attempt();
            add(finishedAt, run.state(), attempt, run.node(), run.error() == null ? run.skipped() : run.error());
        }
    }

    private String whoAsked() {
        if (run.rerunOf() != null) {
            return by("again, " + run.rerunOf());
        }
        if (run.schedule() != null) {
            return by("by the schedule " + run.schedule());
        }
        return run.parent() == null ? by("by " + run.trigger()) : by("by the run " + run.parent());
    }

    private String by(String what) {
        return run.askedBy() == null ? what : what + ", " + run.askedBy();
    }

    private static @Nullable String wish(Cancel cancel) {
        if (cancel.by() == null) {
            return cancel.reason();
        }
        return cancel.reason() == null ? cancel.by() : cancel.by() + ": " + cancel.reason();
    }

    private void add(
            Instant at, String event, @Nullable Integer attempt, @Nullable String node, @Nullable String text) {
        events.add(new TimelineEvent(at, event, attempt, node, text));
    }
}
