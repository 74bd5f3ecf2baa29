package dev.tickwork.runtime.jobs;

import dev.tickwork.domain.time.Time;
import dev.tickwork.jobs.ledger.AuditListStore;
import dev.tickwork.jobs.ledger.JobListStore;
import dev.tickwork.jobs.ledger.RunCountStore;
import dev.tickwork.jobs.ledger.RunCountStore.Lately;
import dev.tickwork.jobs.ledger.RunDetail;
import dev.tickwork.jobs.ledger.RunDetailStore;
import dev.tickwork.jobs.ledger.RunFilter;
import dev.tickwork.jobs.ledger.RunListStore;
import dev.tickwork.jobs.ledger.RunLogStore;
import dev.tickwork.jobs.ledger.RunLogStore.Place;
import dev.tickwork.jobs.ledger.RunPage;
import dev.tickwork.jobs.ledger.Unfinished;
import dev.tickwork.messages.ApiProblem;
import dev.tickwork.messages.OperationReply;
import dev.tickwork.messages.OperationRequest;
import dev.tickwork.postgres.Database;
import dev.tickwork.postgres.Tx;
import dev.tickwork.runtime.jobs.RunQuestions.OneRun;
import dev.tickwork.runtime.jobs.RunQuestions.Part;
import dev.tickwork.runtime.jobs.RunQuestions.Wanted;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** Answers what is asked of runs; any process can, because the truth is in Postgres. */
final class RunOperations {
    private static final int ACTIONS_SHOWN = 20;

    /** Answer of {@code jobs.log}: the lines behind the cursor, and where newer ones will be. */
    record LogPage(List<RunDetail.LogLine> lines, String nextCursor) {}

    private final Database database;
    private final Time time;
    private final RunListStore lists = new RunListStore();
    private final RunLogStore log = new RunLogStore();
    private final RunDetailStore details = new RunDetailStore(lists, log);
    private final AuditListStore audit = new AuditListStore();
    private final RunCountStore counts = new RunCountStore();
    private final RunQuestions questions = new RunQuestions(new JobListStore());

    RunOperations(Database database, Time time) {
        this.database = database;
        this.time = time;
    }

    /** By operation id. */
    Map<String, Answer> all() {
        return Map.of(
                "jobs.list", this::list,
                "jobs.get", this::get,
                "jobs.log", this::log,
                "jobs.children", this::children,
                "jobs.counts", asked -> count());
    }

    private Future<OperationReply> list(OperationRequest request) {
        Wanted wanted = request.parametersAs(Wanted.class);
        Part part = request.parametersAs(Part.class);
        UUID cursor = Cursors.run(part.cursor());
        return database.read(tx ->
                        questions.filter(tx, wanted).compose(filter -> lists.page(tx, filter, cursor, part.limit())))
                .map(OperationReply::ok);
    }

    private Future<OperationReply> get(OperationRequest request) {
        UUID id = request.parametersAs(OneRun.class).id();
        return database.read(tx -> found(details.detail(tx, id), id, detail -> audit.page(
                                tx, AuditListStore.Filter.of(id.toString()), null, ACTIONS_SHOWN)
                        .map(actions -> RunAnswer.of(detail, actions.items()))))
                .map(body -> new OperationReply(200, body, Map.of()));
    }

    private Future<OperationReply> log(OperationRequest request) {
        UUID id = request.parametersAs(OneRun.class).id();
        Part part = request.parametersAs(Part.class);
        Place place = Cursors.place(part.cursor());
        return known(id, tx -> log.behind(tx, id, place, part.limit()))
                .map(lines -> OperationReply.ok(new LogPage(lines, Cursors.text(end(lines, place)))));
    }

    private Future<OperationReply> children(OperationRequest request) {
        UUID id = request.parametersAs(OneRun.class).id();
        Part part = request.parametersAs(Part.class);
        UUID cursor = Cursors.run(part.cursor());
        Future<RunPage> page = known(id, tx -> lists.page(tx, RunFilter.childrenOf(id), cursor, part.limit()));
        return page.map(OperationReply::ok);
    }

    private Future<OperationReply> count() {
        Instant now = time.now();
        return database.read(tx -> {
                    Future<Unfinished> unfinished = counts.unfinished(tx, now);
                    Future<Lately> lately = counts.lately(tx, now);
                    return Future.all(unfinished, lately)
                            .map(read -> CountsAnswer.of(unfinished.result(), lately.result()));
                })
                .map(OperationReply::ok);
    }

    private <T> Future<T> known(UUID id, Function<Tx, Future<T>> question) {
        return database.read(tx -> found(details.core(tx, id), id, run -> question.apply(tx)));
    }

    private static <R, T> Future<T> found(Future<Optional<R>> run, UUID id, Function<R, Future<T>> question) {
        return run.compose(found ->
                found.map(question).orElseGet(() -> Future.failedFuture(ApiProblem.notFound("there is no run " + id))));
    }

    private static Place end(List<RunDetail.LogLine> lines, Place before) {
        if (lines.isEmpty()) {
            return before;
        }
        RunDetail.LogLine last = lines.get(lines.size() - 1);
        return new Place(last.claim(), last.line());
    }
}
