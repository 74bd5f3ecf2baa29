package dev.tickwork.runtime.jobs;

import dev.tickwork.domain.time.Time;
import dev.tickwork.jobs.JobEngine;
import dev.tickwork.jobs.Origin;
import dev.tickwork.jobs.RunRequest;
import dev.tickwork.jobs.RunState;
import dev.tickwork.jobs.ledger.JobListStore;
import dev.tickwork.jobs.ledger.RunFilter;
import dev.tickwork.jobs.ledger.RunListStore;
import dev.tickwork.jobs.ledger.RunPage;
import dev.tickwork.jobs.ledger.RunSummary;
import dev.tickwork.messages.ApiProblem;
import dev.tickwork.messages.OperationReply;
import dev.tickwork.messages.OperationRequest;
import dev.tickwork.postgres.Database;
import dev.tickwork.postgres.Tx;
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
            Wanted filter,
            @Nullable String reason,
            @Nullable Boolean preview,
            @Nullable Long expected) {}

    /** How many runs a filter finds; {@code isExact} is false when there are more than were counted. */
    record Count(long count, boolean isExact) {}

    /** Answer to a preview. */
    record Preview(long count, boolean isExact, List<RunSummary> sample) {}

    private final JobEngine engine;
    private final Database database;
    private final Time time;
    private final Actions actions;
    private final RunListStore lists = new RunListStore();
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
        if (Boolean.TRUE.equals(wish.preview())) {
            return database.read(tx -> filter(tx, wish).compose(filter -> preview(tx, filter)))
                    .map(OperationReply::ok);
        }
        String reason = wish.reason();
        if (reason == null) {
            throw ApiProblem.invalid("/reason", "is needed unless it is a preview");
        }
        return actions.act(OPERATION, request, (tx, by) -> filter(tx, wish)
                .compose(filter -> expected(tx, filter, wish.expected()))
                .compose(filter -> enqueue(
                        tx, new BulkArguments(wish.action(), wanted(filter), by.subject(), by.role(), reason))));
    }

    /** The runs that the action can be meant for, none of them asked for later than now. */
    private Future<RunFilter> filter(Tx tx, Wish wish) {
        Instant now = time.now();
        return questions.filter(tx, wish.filter()).map(asked -> {
            Set<RunState> states = wish.action().among(asked.states());
            if (states.isEmpty()) {
                throw ApiProblem.invalid(
                        "/filter/state", "has none that " + wish.action().label() + " can be meant for");
            }
            Instant until = asked.until() == null || asked.until().isAfter(now) ? now : asked.until();
            return asked.narrowedTo(states, until);
        });
    }

    private Future<Preview> preview(Tx tx, RunFilter filter) {
        Future<Count> count = count(tx, filter, null, 0, 0);
        Future<RunPage> sample = lists.page(tx, filter, null, SHOWN);
        return Future.all(count, sample)
                .map(read -> new Preview(
                        count.result().count(),
                        count.result().isExact(),
                        sample.result().items()));
    }

    private Future<Count> count(Tx tx, RunFilter filter, @Nullable UUID cursor, long before, int pages) {
        return lists.ids(tx, filter, cursor, PAGE).compose(page -> {
            long sum = before + page.runs().size();
            boolean isEnd = page.nextCursor() == null;
            return isEnd || pages + 1 == MOST_PAGES
                    ? Future.succeededFuture(new Count(sum, isEnd))
                    : count(tx, filter, page.nextCursor(), sum, pages + 1);
        });
    }

    private Future<RunFilter> expected(Tx tx, RunFilter filter, @Nullable Long expected) {
        return expected == null
                ? Future.succeededFuture(filter)
                : count(tx, filter, null, 0, 0).map(now -> {
                    if (Math.abs(now.count() - expected) > Math.max(ALWAYS_TOLERATED, expected / 10)) {
                        throw ApiProblem.of(
                                409,
                                "count_changed",
                                "the filter now finds " + now.count() + " runs and not " + expected
                                        + "; look at it again");
                    }
                    return filter;
                });
    }

    private Future<OperationReply> enqueue(Tx tx, BulkArguments arguments) {
        RunRequest request = RunRequest.of(BulkActionJob.NAME, Origin.api(arguments.subject()))
                .with(arguments);
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
