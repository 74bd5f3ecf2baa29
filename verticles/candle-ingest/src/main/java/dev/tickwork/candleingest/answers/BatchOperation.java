package dev.tickwork.candleingest.answers;

import dev.tickwork.messages.ApiProblem;
import dev.tickwork.messages.Bus;
import dev.tickwork.messages.OperationReply;
import dev.tickwork.messages.OperationRequest;
import dev.tickwork.messages.Operations;
import dev.tickwork.messages.Subscription;
import io.vertx.core.Future;

/** Answers {@code candles.batch}: where candles came from. */
public final class BatchOperation {
    /** Its parameters. */
    record Which(long id) {}

    private final CandleAnswers answers;
    private final BatchReadStore store = new BatchReadStore();

    public BatchOperation(CandleAnswers answers) {
        this.answers = answers;
    }

    /** Starts to answer; the subscription ends with the verticle. */
    public Future<Subscription> answerOn(Bus bus) {
        return bus.answer(Operations.call("candles.batch"), this::find);
    }

    private Future<OperationReply> find(OperationRequest request) {
        long id = request.parametersAs(Which.class).id();
        return answers.database()
                .read(tx -> store.find(tx, id, answers.simulated()))
                .map(batch -> OperationReply.ok(
                        batch.orElseThrow(() -> ApiProblem.notFound("no batch " + id + " is known, or no longer"))));
    }
}
