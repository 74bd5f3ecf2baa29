package dev.tickwork.candleingest.answers;

import dev.tickwork.candleingest.answers.RevisionStore.Filter;
import dev.tickwork.candleingest.answers.RevisionStore.Revision;
import dev.tickwork.messages.ApiProblem;
import dev.tickwork.messages.Bus;
import dev.tickwork.messages.OperationReply;
import dev.tickwork.messages.OperationRequest;
import dev.tickwork.messages.Operations;
import dev.tickwork.messages.Subscription;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answers {@code candles.revisions}: what the exchange said differently later. */
public final class RevisionsOperation {
    private static final int USUAL = 50;

    /** Its parameters. */
    record Question(
            @Nullable String symbol,
            @Nullable String timeframe,
            @Nullable Instant from,
            @Nullable Instant to,
            @Nullable Integer limit,
            @Nullable String cursor) {}

    /** Its answer. */
    record Page(List<Revision> items, @Nullable String nextCursor) {}

    private final CandleAnswers answers;
    private final RevisionStore store = new RevisionStore();

    public RevisionsOperation(CandleAnswers answers) {
        this.answers = answers;
    }

    /** Starts to answer; the subscription ends with the verticle. */
    public Future<Subscription> answerOn(Bus bus) {
        return bus.answer(Operations.call("candles.revisions"), this::list);
    }

    private Future<OperationReply> list(OperationRequest request) {
        Question question = request.parametersAs(Question.class);
        if (question.from() != null && question.to() != null && !question.from().isBefore(question.to())) {
            throw ApiProblem.invalid("from", question.from() + " is not before to, " + question.to());
        }
        int most = question.limit() == null ? USUAL : question.limit();
        var filter = new Filter(
                question.symbol(),
                question.timeframe(),
                question.from(),
                question.to(),
                CandleAnswers.numberCursor(question.cursor()));
        return answers.database()
                .read(tx -> store.page(tx, filter, most + 1))
                .map(found -> OperationReply.ok(new Page(
                        found.stream().limit(most).toList(),
                        found.size() > most ? Long.toString(found.get(most - 1).id()) : null)));
    }
}
