package dev.tickwork.runtime.jobs;

import dev.tickwork.domain.time.Time;
import dev.tickwork.jobs.By;
import dev.tickwork.jobs.JobEngine;
import dev.tickwork.jobs.Origin;
import dev.tickwork.jobs.RunRequest;
import dev.tickwork.jobs.RunState;
import dev.tickwork.jobs.ledger.JobListStore;
import dev.tickwork.jobs.ledger.RunFilter;
import dev.tickwork.jobs.ledger.RunSummary;
import dev.tickwork.messages.ApiProblem;
import dev.tickwork.messages.OperationReply;
import dev.tickwork.messages.OperationRequest;
import dev.tickwork.postgres.Database;
import dev.tickwork.postgres.Tx;
import dev.tickwork.runtime.jobs.BulkTargets.Which;
import dev.tickwork.runtime.jobs.RunQuestions.Wanted;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Lets operators act on many runs: shows what a filter finds, and asks for the run that does it. */
final class BulkOperations {
    private static final String OPERATION = "jobs.bulk";
    private static final int PAGE = 1000;
    private static final int MOST_PAGES = 50;
    private static final int SHOWN = 20;
    private static final long ALWAYS_TOLERATED = 10;

    /** The body of {@code jobs.bulk}. */
    record Wish(
            BulkAction action,
            @Nullable Wanted filter,
            @Nullable List<UUID> ids,
            @Nullable String reason,
            @Nullable Boolean preview,
            @Nullable Long expected) {}

    /** How many runs are meant; {@code isExact} is false when there are more than were counted. */
    record Count(long count, boolean isExact) {}

    /** Answer to a preview. */
    record Preview(long count, boolean isExact, List<RunSummary> sample) {}

    private final JobEngine engine;
    private final Database database;
    private final Time time;
    private final Actions actions;
    private final BulkTargets targets = new BulkTargets();
    private final RunQuestions questions = new RunQuestions(new JobListStore());

    BulkOperations(JobEngine engine, Database database, Time time, Actions actions) {
        this.engine = engine;
        this.database = database;
        this.time = time;
        this.actions = actions;
    }

    /** By operation id. */
    Map<String, Answer> all() {
        return Map.of(OPERATION, this::bulk);
    }

    private Future<OperationReply> bulk(OperationRequest request) {
        Wish wish = request.bodyAs(Wish.class);
        if ((wish.filter() == null) == (wish.ids() == null)) {
            throw ApiProblem.invalid("/filter", "is needed unless there are ids, and not together with them");
        }
        if (Boolean.TRUE.equals(wish.preview())) {
            return database.read(tx -> which(tx, wish).compose(which -> preview(tx, which)))
                    .map(OperationReply::ok);
        }
        String reason = wish.reason();
        if (reason == null) {
            throw ApiProblem.invalid("/reason", "is needed unless it is a preview");
        }
        return actions.act(OPERATION, request, (tx, by) -> which(tx, wish)
                .compose(which -> expected(tx, which, wish.expected()))
                .compose(which -> enqueue(tx, arguments(which, by, reason), by)));
    }

    private Future<Which> which(Tx tx, Wish wish) {
        Wanted filter = wish.filter();
        return filter == null
                ? Future.succeededFuture(new Which(wish.action(), null, wish.ids()))
                : filter(tx, wish.action(), filter).map(found -> new Which(wish.action(), found, null));
    }

    /** The runs that the action can be meant for, none of them asked for later than now. */
    private Future<RunFilter> filter(Tx tx, BulkAction action, Wanted wanted) {
        Instant now = time.now();
        return questions.filter(tx, wanted).map(asked -> {
            Set<RunState> states = action.among(asked.states());
            if (states.isEmpty()) {
                throw ApiProblem.invalid("/filter/state", "has none that " + action.label() + " can be meant for");
            }
            Instant until = asked.until() == null || asked.until().isAfter(now) ? now : asked.until();
            return asked.narrowedTo(states, until);
        });
    }

    private Future<Preview> preview(Tx tx, Which which) {
        Future<Count> count = count(tx, which, null, 0, 0);
        Future<List<RunSummary>> sample = targets.page(tx, which, null, PAGE)
                .compose(page ->
                        targets.shown(tx, page.runs().stream().limit(SHOWN).toList()));
        return Future.all(count, sample)
                .map(read -> new Preview(count.result().count(), count.result().isExact(), sample.result()));
    }

    private Future<Count> count(Tx tx, Which which, @Nullable UUID cursor, long before, int pages) {
        return targets.page(tx, which, cursor, PAGE).compose(page -> {
            long sum = before + page.runs().size();
            boolean isEnd = page.nextCursor() == null;
            return isEnd || pages + 1 == MOST_PAGES
                    ? Future.succeededFuture(new Count(sum, isEnd))
                    : count(tx, which, page.nextCursor(), sum, pages + 1);
        });
    }

    private Future<Which> expected(Tx tx, Which which, @Nullable Long expected) {
        return expected == null
                ? Future.succeededFuture(which)
                : count(tx, which, null, 0, 0).map(now -> {
                    if (Math.abs(now.count() - expected) > Math.max(ALWAYS_TOLERATED, expected / 10)) {
                        throw ApiProblem.of(
                                409,
                                "count_changed",
                                "it would now act on " + now.count() + " runs and not " + expected
                                        + "; look at it again");
                    }
                    return which;
                });
    }

    private static BulkArguments arguments(Which which, By by, String reason) {
        RunFilter filter = which.filter();
        return new BulkArguments(
                which.action(), filter == null ? null : wanted(filter), which.ids(), by.role(), reason);
    }

    private Future<OperationReply> enqueue(Tx tx, BulkArguments arguments, By by) {
        RunRequest request =
                RunRequest.of(BulkActionJob.NAME, Origin.api(by.subject())).with(arguments);
        return engine.enqueue(tx, request)
                .map(run -> new AcceptedRun(run.runId(), RunState.PENDING.label(), run.isNew()).reply());
    }

    private static Wanted wanted(RunFilter filter) {
        return new Wanted(
                filter.states().stream().map(RunState::label).sorted().toList(),
                filter.job(),
                filter.node(),
                filter.queue(),
                filter.parent(),
                filter.since(),
                filter.until(),
                filter.search());
    }
}
