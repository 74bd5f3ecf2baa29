package dev.tickwork.candleingest.answers;

import dev.tickwork.candleingest.quality.Quarantine;
import dev.tickwork.candleingest.quality.Rule;
import dev.tickwork.candleingest.quality.RuleSetting;
import dev.tickwork.candleingest.quality.RuleSettingStore;
import dev.tickwork.candleingest.series.StoredSeries;
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
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
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

    private record Place(
            Rule rule,
            @Nullable Integer seriesId,
            @Nullable String symbol,
            @Nullable String timeframe) {
        boolean isOf(RuleSetting setting) {
            return setting.rule().equals(rule.label()) && setting.isOf(symbol, timeframe);
        }

        @Override
        public String toString() {
            return symbol == null ? rule.label() : rule.label() + " of " + symbol + "/" + timeframe;
        }
    }

    private final CandleAnswers answers;
    private final Quarantine quarantine;
    private final IdempotentReplies replies;
    private final RuleSettingStore store = new RuleSettingStore();
    private final AuditStore audit = new AuditStore();

    public RuleOperations(CandleAnswers answers, Quarantine quarantine, IdempotentReplies replies) {
        this.answers = answers;
        this.quarantine = quarantine;
        this.replies = replies;
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
        Place place = place(rule, wish.symbol(), wish.timeframe());
        By by = by(request.caller(), wish.reason());
        return replies.answer(SET, request, tx -> said(tx, place).compose(before -> store.set(
                                tx, rule, place.seriesId(), wish.on(), wish.threshold())
                        .compose(set -> said(tx, place))
                        .map(Optional::orElseThrow)
                        .compose(after -> audited(tx, by, entry("quality-rule.set", place, before, Optional.of(after)))
                                .map(audited -> OperationReply.ok(after)))))
                .compose(this::judgedByIt);
    }

    private Future<OperationReply> remove(OperationRequest request) {
        Removal removal = request.parametersAs(Removal.class);
        Place place = place(rule(removal.rule()), removal.symbol(), removal.timeframe());
        By by = by(request.caller(), removal.reason());
        return answers.database()
                .write(tx -> said(tx, place)
                        .map(before -> before.orElseThrow(() -> ApiProblem.notFound("nothing is said of " + place)))
                        .compose(before -> store.remove(tx, place.rule(), Objects.requireNonNull(place.seriesId()))
                                .compose(removed -> audited(
                                        tx,
                                        by,
                                        entry("quality-rule.remove", place, Optional.of(before), Optional.empty())))))
                .map(removed -> OperationReply.noContent())
                .compose(this::judgedByIt);
    }

    private Future<Optional<RuleSetting>> said(Tx tx, Place place) {
        return store.all(tx).map(all -> all.stream().filter(place::isOf).findFirst());
    }

    private Future<OperationReply> judgedByIt(OperationReply reply) {
        return quarantine.reload(answers.database()).map(reply);
    }

    private Future<Integer> audited(Tx tx, By by, AuditStore.Entry entry) {
        return audit.add(tx, answers.time().now(), by, entry);
    }

    private Place place(Rule rule, @Nullable String symbol, @Nullable String timeframe) {
        if (symbol == null && timeframe == null) {
            return new Place(rule, null, null, null);
        }
        if (symbol == null || timeframe == null) {
            throw ApiProblem.invalid(
                    symbol == null ? "/symbol" : "/timeframe",
                    "a series has a symbol and a timeframe; all have neither");
        }
        StoredSeries series = answers.series(symbol, timeframe);
        return new Place(
                rule, series.id(), series.series().symbol(), series.timeframe().label());
    }

    private static Rule rule(String label) {
        return Rule.of(label).orElseThrow(() -> ApiProblem.notFound("there is no rule " + label));
    }

    private static By by(Caller caller, String reason) {
        return new By(caller.subject(), caller.role().label(), reason);
    }

    private static AuditStore.Entry entry(
            String action, Place place, Optional<RuleSetting> before, Optional<RuleSetting> after) {
        return new AuditStore.Entry(
                action,
                place.toString(),
                before.map(Wire::encode).orElse(null),
                after.map(Wire::encode).orElse(null));
    }
}
