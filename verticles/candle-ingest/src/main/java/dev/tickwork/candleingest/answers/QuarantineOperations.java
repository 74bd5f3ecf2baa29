package dev.tickwork.candleingest.answers;

import dev.tickwork.candleingest.answers.QuarantineReadStore.Filter;
import dev.tickwork.candleingest.intake.CandleIntake;
import dev.tickwork.candleingest.intake.Intake;
import dev.tickwork.candleingest.quality.QuarantineStore;
import dev.tickwork.candleingest.quality.QuarantineStore.Decision;
import dev.tickwork.candleingest.store.Batch;
import dev.tickwork.domain.candles.Candle;
import dev.tickwork.domain.candles.Observation;
import dev.tickwork.domain.candles.Series;
import dev.tickwork.domain.candles.Timeframe;
import dev.tickwork.jobs.AuditStore;
import dev.tickwork.jobs.By;
import dev.tickwork.messages.ApiProblem;
import dev.tickwork.messages.Bus;
import dev.tickwork.messages.Caller;
import dev.tickwork.messages.OperationReply;
import dev.tickwork.messages.OperationRequest;
import dev.tickwork.messages.Operations;
import dev.tickwork.messages.Subscription;
import dev.tickwork.messages.Wire;
import dev.tickwork.postgres.Tx;
import dev.tickwork.runtime.replies.IdempotentReplies;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Shows which candles are doubted, and does what an operator decides about one. */
public final class QuarantineOperations {
    private static final String DECIDE = "candles.quarantine.decide";
    private static final int USUAL = 50;

    /** Parameters of {@code candles.quarantine.list}. */
    record Question(
            @Nullable String state,
            @Nullable String symbol,
            @Nullable String timeframe,
            @Nullable Integer limit,
            @Nullable String cursor) {}

    /** Answer of {@code candles.quarantine.list}. */
    record Page(List<DoubtedCandle> items, @Nullable String nextCursor) {}

    /** Parameters of {@code candles.quarantine.decide}. */
    record Which(long id) {}

    /** Its body. */
    record Wish(boolean accept, String reason) {}

    private final CandleAnswers answers;
    private final CandleIntake intake;
    private final IdempotentReplies replies;
    private final String node;
    private final QuarantineReadStore reads = new QuarantineReadStore();
    private final QuarantineStore store = new QuarantineStore();
    private final AuditStore audit = new AuditStore();

    public QuarantineOperations(CandleAnswers answers, CandleIntake intake, IdempotentReplies replies, String node) {
        this.answers = answers;
        this.intake = intake;
        this.replies = replies;
        this.node = node;
    }

    /** Starts to answer; the subscriptions end with the verticle. */
    public List<Future<Subscription>> answerOn(Bus bus) {
        return List.of(
                bus.answer(Operations.call("candles.quarantine.list"), this::list),
                bus.answer(Operations.call(DECIDE), this::decide));
    }

    private Future<OperationReply> list(OperationRequest request) {
        Question question = request.parametersAs(Question.class);
        int most = question.limit() == null ? USUAL : question.limit();
        var filter = new Filter(
                question.state(),
                question.symbol(),
                question.timeframe(),
                CandleAnswers.numberCursor(question.cursor()));
        return answers.database()
                .read(tx -> reads.page(tx, filter, most + 1))
                .map(found -> OperationReply.ok(new Page(
                        found.stream().limit(most).toList(),
                        found.size() > most ? Long.toString(found.get(most - 1).id()) : null)));
    }

    private Future<OperationReply> decide(OperationRequest request) {
        long id = request.parametersAs(Which.class).id();
        Wish wish = request.bodyAs(Wish.class);
        var taken = new AtomicReference<@Nullable Intake>();
        return replies.answer(DECIDE, request, tx -> held(tx, id)
                        .compose(doubted -> decide(tx, doubted, wish, request.caller()))
                        .compose(doubted -> accepted(tx, doubted, wish))
                        .onSuccess(stored -> taken.set(stored.orElse(null)))
                        .compose(stored -> found(tx, id))
                        .compose(doubted -> audited(tx, doubted, wish, request.caller()))
                        .map(OperationReply::ok))
                .onSuccess(reply -> Optional.ofNullable(taken.get()).ifPresent(intake::told));
    }

    // What is stored in its place and around it is what the decision is about, so nothing may come in between.
    private Future<DoubtedCandle> held(Tx tx, long id) {
        return found(tx, id)
                .compose(doubted -> intake.hold(tx, seriesOf(doubted)))
                .compose(held -> found(tx, id));
    }

    private Future<DoubtedCandle> decide(Tx tx, DoubtedCandle doubted, Wish wish, Caller caller) {
        var decision = new Decision(doubted.id(), wish.accept(), caller.subject(), wish.reason());
        return store.decide(tx, decision, answers.time().now())
                .compose(decided -> decided == 1
                        ? Future.succeededFuture(doubted)
                        : Future.failedFuture(ApiProblem.of(
                                409, "already_decided", "the candle " + doubted.id() + " was decided on before")));
    }

    /** An accepted candle comes in like any other, and is believed because it was accepted. */
    private Future<Optional<Intake>> accepted(Tx tx, DoubtedCandle doubted, Wish wish) {
        if (!wish.accept()) {
            return Future.succeededFuture(Optional.empty());
        }
        var candle = new Candle(
                doubted.openTime(), doubted.open(), doubted.high(), doubted.low(), doubted.close(), doubted.volume());
        Instant now = answers.time().now();
        var origin = new Batch.Origin(
                node, answers.exchange(), "POST /api/v1/quarantine/" + doubted.id() + "/decision", now);
        var seen = new Observation(seriesOf(doubted), candle, doubted.isFinal(), doubted.seenWhenAccepted(now));
        return intake.take(tx, Batch.ofDecision(origin), List.of(seen));
    }

    private Series seriesOf(DoubtedCandle doubted) {
        return new Series(answers.exchange(), doubted.symbol(), Timeframe.of(doubted.timeframe()));
    }

    private Future<DoubtedCandle> found(Tx tx, long id) {
        return reads.find(tx, id)
                .map(doubted -> doubted.orElseThrow(() -> ApiProblem.notFound("there is no doubted candle " + id)));
    }

    private Future<DoubtedCandle> audited(Tx tx, DoubtedCandle doubted, Wish wish, Caller caller) {
        var by = new By(caller.subject(), caller.role().label(), wish.reason());
        var entry = new AuditStore.Entry(
                wish.accept() ? "candle.accept" : "candle.reject",
                doubted.symbol() + "/" + doubted.timeframe(),
                null,
                Wire.encode(doubted));
        return audit.add(tx, answers.time().now(), by, entry).map(doubted);
    }
}
