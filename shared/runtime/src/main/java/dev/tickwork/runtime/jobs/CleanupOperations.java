package dev.tickwork.runtime.jobs;

import dev.tickwork.jobs.Origin;
import dev.tickwork.jobs.RunRequest;
import dev.tickwork.jobs.Unique;
import dev.tickwork.messages.ApiProblem;
import dev.tickwork.messages.OperationReply;
import dev.tickwork.messages.OperationRequest;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Answers {@code background.cleanup}. */
final class CleanupOperations {
    private static final String OPERATION = "background.cleanup";
    private static final String JOB = "cleanup";
    private static final int MOST_DAYS = 36_500;

    /** Its body, which is also what the job is asked to do. */
    record Wish(
            int olderThanDays,
            @Nullable List<String> types,
            @Nullable Boolean dryRun) {
        Wish checked() {
            if (olderThanDays < 1 || olderThanDays > MOST_DAYS) {
                throw ApiProblem.invalid("/older_than_days", "must be 1 to " + MOST_DAYS + " but is " + olderThanDays);
            }
            return this;
        }
    }

    private final BackgroundTasks tasks;

    CleanupOperations(BackgroundTasks tasks) {
        this.tasks = tasks;
    }

    /** By operation id. */
    Map<String, Answer> all() {
        return Map.of(OPERATION, this::cleanup);
    }

    /** While the same cleanup waits or runs, its task is answered. */
    private Future<OperationReply> cleanup(OperationRequest request) {
        Wish wish = request.bodyAs(Wish.class).checked();
        RunRequest run = RunRequest.of(JOB, Origin.api(request.caller().subject()))
                .with(wish)
                .once(Unique.live(wish.toString()));
        return tasks.enqueue(OPERATION, request, run, "Cleanup");
    }
}
