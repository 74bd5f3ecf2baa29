package dev.tickwork.runtime.jobs;

import dev.tickwork.jobs.Origin;
import dev.tickwork.jobs.RunRequest;
import dev.tickwork.jobs.Unique;
import dev.tickwork.messages.ApiProblem;
import dev.tickwork.messages.OperationReply;
import dev.tickwork.messages.OperationRequest;
import dev.tickwork.runtime.retention.CleanupArgs;
import dev.tickwork.runtime.retention.Retention;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Answers {@code background.cleanup}. */
final class CleanupOperations {
    private static final String OPERATION = "background.cleanup";

    /** Its body. */
    record Wish(
            int olderThanDays,
            @Nullable List<String> types,
            @Nullable Boolean dryRun) {
        CleanupArgs args() {
            String mistake = CleanupArgs.mistakeInDays(olderThanDays);
            if (mistake != null) {
                throw ApiProblem.invalid("/older_than_days", mistake);
            }
            return new CleanupArgs(olderThanDays, types, dryRun);
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
        CleanupArgs args = request.bodyAs(Wish.class).args();
        RunRequest run = RunRequest.of(
                        Retention.CLEANUP, Origin.api(request.caller().subject()))
                .with(args)
                .once(Unique.live(args.toString()));
        return tasks.enqueue(OPERATION, request, run, "Cleanup");
    }
}
