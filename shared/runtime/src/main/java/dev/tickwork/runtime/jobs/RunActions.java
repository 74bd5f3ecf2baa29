package dev.tickwork.runtime.jobs;

import dev.tickwork.jobs.By;
import dev.tickwork.jobs.JobOperator;
import dev.tickwork.jobs.JobOperator.Cancelled;
import dev.tickwork.jobs.RunState;
import dev.tickwork.jobs.ledger.RunDetailStore;
import dev.tickwork.jobs.ledger.RunListStore;
import dev.tickwork.jobs.ledger.RunLogStore;
import dev.tickwork.messages.ApiProblem;
import dev.tickwork.messages.OperationReply;
import dev.tickwork.messages.OperationRequest;
import dev.tickwork.postgres.Tx;
import dev.tickwork.runtime.jobs.RunQuestions.OneRun;
import io.vertx.core.Future;
import java.util.Map;
import java.util.UUID;

/** Lets operators act on single runs. */
final class RunActions {
    /** The path parameter of {@code background.cancel}. */
    record OneTask(UUID taskId) {}

    private final JobOperator operator;
    private final Actions actions;
    private final RunDetailStore details = new RunDetailStore(new RunListStore(), new RunLogStore());

    RunActions(JobOperator operator, Actions actions) {
        this.operator = operator;
        this.actions = actions;
    }

    /** By operation id. */
    Map<String, Answer> all() {
        return Map.of(
                "jobs.retry",
                asked -> actions.act("jobs.retry", asked, (tx, by) -> retry(tx, asked, by)),
                "jobs.rerun",
                asked -> actions.act("jobs.rerun", asked, (tx, by) -> rerun(tx, asked, by)),
                "jobs.cancel",
                this::cancel,
                "background.cancel",
                this::cancelTask);
    }

    private Future<OperationReply> cancel(OperationRequest request) {
        UUID run = request.parametersAs(OneRun.class).id();
        return actions.act("jobs.cancel", request, (tx, by) -> stateAfterCancel(tx, run, by)
                .map(state -> new AcceptedRun(run, state.label(), false).reply()));
    }

    private Future<OperationReply> cancelTask(OperationRequest request) {
        UUID run = request.parametersAs(OneTask.class).taskId();
        return actions.act("background.cancel", request, (tx, by) -> stateAfterCancel(tx, run, by)
                .map(state -> OperationReply.accepted(new BackgroundTasks.Task(run, state.label(), words(state)))));
    }

    private Future<OperationReply> retry(Tx tx, OperationRequest request, By by) {
        UUID run = request.parametersAs(OneRun.class).id();
        return operator.retry(tx, run, by).compose(tried -> accepted(tx, tried, !tried.equals(run)));
    }

    private Future<OperationReply> rerun(Tx tx, OperationRequest request, By by) {
        UUID run = request.parametersAs(OneRun.class).id();
        return operator.rerun(tx, run, by).compose(again -> accepted(tx, again, true));
    }

    private static String words(RunState state) {
        return state == RunState.REVOKED ? "Task revoked" : "Task asked to stop";
    }

    private Future<RunState> stateAfterCancel(Tx tx, UUID run, By by) {
        return operator.cancel(tx, run, by).map(became -> state(run, became));
    }

    private static RunState state(UUID run, Cancelled became) {
        return switch (became) {
            case REVOKED -> RunState.REVOKED;
            case ASKED -> RunState.STARTED;
            case OVER -> throw ApiProblem.of(409, "already_over", "the run " + run + " is over and stays as it is");
        };
    }

    private Future<OperationReply> accepted(Tx tx, UUID run, boolean isNew) {
        return details.core(tx, run)
                .map(core -> new AcceptedRun(run, core.orElseThrow().summary().state(), isNew).reply());
    }
}
