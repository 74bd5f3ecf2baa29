package dev.tickwork.candleingest.answers;

import dev.tickwork.candleingest.answers.RuleChanges.Change;
import dev.tickwork.candleingest.quality.Quarantine;
import dev.tickwork.candleingest.quality.Rule;
import dev.tickwork.candleingest.quality.RuleSetting;
import dev.tickwork.candleingest.quality.RuleSettingStore;
import dev.tickwork.jobs.By;
import dev.tickwork.messages.ApiProblem;
import dev.tickwork.messages.Bus;
import dev.tickwork.messages.Caller;
import dev.tickwork.messages.OperationReply;
import dev.tickwork.messages.OperationRequest;
import dev.tickwork.messages.Operations;
import dev.tickwork.messages.Subscription;
import dev.tickwork.runtime.replies.IdempotentReplies;
import io.vertx.core.Future;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Shows what candles are doubted for, and changes it. This node judges by it at once, others within half a minute. */
public final class RuleOperations {
    private static final String SET = "candles.rules.set";

    /** Answer of {@code candles.rules.list}. */
    record Rules(List<RuleSetting> items, @Nullable String nextCursor) {}

    /** Parameter of {@code candles.rules.set}. */
    record Which(String rule) {}

    /** Its body. A series has both symbol and timeframe. */
    record Wish(
            @Nullable String symbol,
            @Nullable String timeframe,
            boolean on,
            @Nullable BigDecimal threshold,
            String reason) {}

    /** Parameters of {@code candles.rules.remove}. */
    record Removal(String rule, String symbol, String timeframe, String reason) {}

    private final CandleAnswers answers;
    private final Quarantine quarantine;
    private final IdempotentReplies replies;
    private final RuleSettingStore store = new RuleSettingStore();
    private final RuleChanges changes;

    public RuleOperations(CandleAnswers answers, Quarantine quarantine, IdempotentReplies replies) {
        this.answers = answers;
        this.quarantine = quarantine;
        this.replies = replies;
        this.changes = new RuleChanges(store, answers.time());
    }

    /** Starts to answer; the subscriptions end with the verticle. */
    public List<Future<Subscription>> answerOn(Bus bus) {
        return List.of(
                bus.answer(Operations.call("candles.rules.list"), this::list),
                bus.answer(Operations.call(SET), this::set),
                bus.answer(Operations.call("candles.rules.remove"), this::remove));
    }

    private Future<OperationReply> list(OperationRequest request) {
        return answers.database().read(store::all).map(all -> OperationReply.ok(new Rules(all, null)));
    }

    private Future<OperationReply> set(OperationRequest request) {
        Wish wish = request.bodyAs(Wish.class);
        Rule rule = rule(request.parametersAs(Which.class).rule());
        rule.complaint(wish.threshold()).ifPresent(why -> {
            throw ApiProblem.invalid("/threshold", why);
        });
        RulePlace place = place(rule, wish.symbol(), wish.timeframe());
        var change = new Change("quality-rule.set", place, by(request.caller(), wish.reason()));
        return replies.answer(SET, request, tx -> changes.set(tx, wish, change).map(OperationReply::ok))
                .compose(this::judgedByIt);
    }

    private Future<OperationReply> remove(OperationRequest request) {
        Removal removal = request.parametersAs(Removal.class);
        RulePlace place = place(rule(removal.rule()), removal.symbol(), removal.timeframe());
        var change = new Change("quality-rule.remove", place, by(request.caller(), removal.reason()));
        return answers.database()
                .write(tx -> changes.remove(tx, change))
                .map(removed -> OperationReply.noContent())
                .compose(this::judgedByIt);
    }

    private Future<OperationReply> judgedByIt(OperationReply reply) {
        return quarantine.reload(answers.database()).map(reply);
    }

    private RulePlace place(Rule rule, @Nullable String symbol, @Nullable String timeframe) {
        if (symbol == null && timeframe == null) {
            return RulePlace.ofAll(rule);
        }
        if (symbol == null || timeframe == null) {
            throw ApiProblem.invalid(
                    symbol == null ? "/symbol" : "/timeframe",
                    "a series has a symbol and a timeframe; all have neither");
        }
        return RulePlace.of(rule, answers.series(symbol, timeframe));
    }

    private static Rule rule(String label) {
        return Rule.of(label).orElseThrow(() -> ApiProblem.notFound("there is no rule " + label));
    }

    private static By by(Caller caller, String reason) {
        return new By(caller.subject(), caller.role().label(), reason);
    }
}
