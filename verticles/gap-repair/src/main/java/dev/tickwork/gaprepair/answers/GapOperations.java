package dev.tickwork.gaprepair.answers;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.tickwork.gaprepair.answers.GapReadStore.Confirmation;
import dev.tickwork.gaprepair.answers.GapReadStore.Downtime;
import dev.tickwork.messages.ApiProblem;
import dev.tickwork.messages.Bus;
import dev.tickwork.messages.OperationReply;
import dev.tickwork.messages.OperationRequest;
import dev.tickwork.messages.Operations;
import dev.tickwork.messages.Subscription;
import dev.tickwork.postgres.Database;
import io.vertx.core.Future;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answers which gaps and downtimes there are. */
public final class GapOperations {
    /** Parameters of {@code gaps.list}. */
    record ListQuestion(
            @Nullable Boolean repaired,
            @Nullable String symbol,
            @Nullable String timeframe,
            @Nullable String state,
            int limit,
            @Nullable String cursor) {}

    /** Parameters of {@code gaps.downtimes}. */
    record PageQuestion(int limit, @Nullable String cursor) {}

    /** Parameters of operations on one gap. */
    record OneGap(long id) {}

    /** Answer of {@code gaps.list}. */
    record GapPage(List<GapItem> items, @Nullable String nextCursor) {}

    /** Answer of {@code gaps.get}. */
    record GapDetail(@JsonUnwrapped GapItem gap, List<Confirmation> confirmed) {}

    /** Answer of {@code gaps.downtimes}. */
    record DowntimePage(List<Downtime> items, @Nullable String nextCursor) {}

    private final Database database;
    private final GapReadStore store = new GapReadStore();

    public GapOperations(Database database) {
        this.database = database;
    }

    /** Starts to answer; the subscriptions end with the verticle. */
    public List<Future<Subscription>> answerOn(Bus bus) {
        return List.of(
                bus.answer(Operations.call("gaps.list"), this::list),
                bus.answer(Operations.call("gaps.get"), this::get),
                bus.answer(Operations.call("gaps.downtimes"), this::downtimes));
    }

    private Future<OperationReply> list(OperationRequest request) {
        ListQuestion question = request.parametersAs(ListQuestion.class);
        long before = before(question.cursor());
        return database.read(tx -> store.page(tx, question, before, question.limit() + 1))
                .map(rows -> Paging.of(rows, question.limit(), gap -> String.valueOf(gap.id())))
                .map(page -> OperationReply.ok(new GapPage(page.items(), page.nextCursor())));
    }

    private Future<OperationReply> get(OperationRequest request) {
        long id = request.parametersAs(OneGap.class).id();
        return database.read(tx -> store.find(tx, id).compose(gap -> store.confirmed(tx, id)
                        .map(confirmed -> new GapDetail(
                                gap.orElseThrow(() -> ApiProblem.notFound("there is no gap " + id)), confirmed))))
                .map(OperationReply::ok);
    }

    private Future<OperationReply> downtimes(OperationRequest request) {
        PageQuestion question = request.parametersAs(PageQuestion.class);
        long before = before(question.cursor());
        return database.read(tx -> store.downtimes(tx, before, question.limit() + 1))
                .map(rows -> Paging.of(rows, question.limit(), downtime -> String.valueOf(downtime.id())))
                .map(page -> OperationReply.ok(new DowntimePage(page.items(), page.nextCursor())));
    }

    private static long before(@Nullable String cursor) {
        return Paging.decoded(cursor, Long.MAX_VALUE, Long::valueOf);
    }
}
