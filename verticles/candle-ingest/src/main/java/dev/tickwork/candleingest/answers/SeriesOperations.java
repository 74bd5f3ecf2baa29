package dev.tickwork.candleingest.answers;

import dev.tickwork.candleingest.series.SeriesRules;
import dev.tickwork.candleingest.series.SeriesStore;
import dev.tickwork.candleingest.series.StoredSeries;
import dev.tickwork.candleingest.series.WantedSeries;
import dev.tickwork.domain.candles.Series;
import dev.tickwork.domain.candles.Timeframe;
import dev.tickwork.domain.market.InstrumentCatalog;
import dev.tickwork.jobs.AuditStore;
import dev.tickwork.jobs.By;
import dev.tickwork.jobs.Origin;
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
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Answers which series are collected, and changes it while everything runs. */
public final class SeriesOperations {
    private static final String ADD = "candles.series.add";

    /** Has the past of series loaded that are collected from now on. */
    @FunctionalInterface
    public interface Past {
        Future<?> load(Tx tx, List<Series> series, Origin origin);
    }

    /** Body of {@code candles.series.add}. */
    record Wish(String symbol, String timeframe, String reason) {}

    /** Parameters of {@code candles.series.remove}. */
    record Removal(String symbol, String timeframe, String reason) {}

    /** Answer of {@code candles.series.list}. */
    record SeriesList(List<SeriesItem> items, @Nullable String nextCursor) {}

    private final CandleAnswers answers;
    private final SeriesRules rules;
    private final InstrumentCatalog instruments;
    private final IdempotentReplies replies;
    private final Past past;
    private final SeriesStore store = new SeriesStore();
    private final AuditStore audit = new AuditStore();

    public SeriesOperations(
            CandleAnswers answers,
            SeriesRules rules,
            InstrumentCatalog instruments,
            IdempotentReplies replies,
            Past past) {
        this.answers = answers;
        this.rules = rules;
        this.instruments = instruments;
        this.replies = replies;
        this.past = past;
    }

    /** Starts to answer; the subscriptions end with the verticle. */
    public List<Future<Subscription>> answerOn(Bus bus) {
        return List.of(
                bus.answer(Operations.call("candles.series.list"), this::list),
                bus.answer(Operations.call(ADD), this::add),
                bus.answer(Operations.call("candles.series.remove"), this::remove));
    }

    private Future<OperationReply> list(OperationRequest request) {
        return answers.database()
                .read(store::all)
                .map(all -> OperationReply.ok(new SeriesList(
                        all.stream()
                                .sorted(Comparator.comparing((StoredSeries one) ->
                                                one.series().symbol())
                                        .thenComparing(StoredSeries::timeframe))
                                .map(SeriesItem::of)
                                .toList(),
                        null)));
    }

    private Future<OperationReply> add(OperationRequest request) {
        Wish wish = request.bodyAs(Wish.class);
        List<WantedSeries> wanted = wanted(wish);
        return replies.answer(ADD, request, tx -> add(tx, request.caller(), wish, wanted))
                .compose(reply -> answers.book().reload().map(reply));
    }

    private List<WantedSeries> wanted(Wish wish) {
        String symbol = wish.symbol().toUpperCase(Locale.ROOT);
        rules.refusal(instruments, symbol).ifPresent(why -> {
            throw ApiProblem.invalid("/symbol", why);
        });
        Timeframe timeframe = CandleAnswers.timeframe(wish.timeframe());
        try {
            return rules.wanted(symbol, timeframe);
        } catch (IllegalArgumentException e) {
            throw ApiProblem.invalid("/timeframe", String.valueOf(e.getMessage()));
        }
    }

    private Future<OperationReply> add(Tx tx, Caller caller, Wish wish, List<WantedSeries> wanted) {
        Series series = wanted.get(wanted.size() - 1).series();
        return store.all(tx)
                .compose(before -> isCollected(before, series)
                        ? Future.succeededFuture(OperationReply.ok(item(before, series)))
                        : collect(tx, caller, wanted)
                                .compose(collected -> store.all(tx))
                                .map(after -> item(after, series))
                                .compose(item -> audited(tx, caller, wish.reason(), "candle-series.add", item))
                                .map(OperationReply::created));
    }

    private Future<Integer> collect(Tx tx, Caller caller, List<WantedSeries> wanted) {
        var now = answers.time().now();
        Future<Integer> collected = store.register(tx, wanted, caller.subject(), now);
        for (WantedSeries one : wanted) {
            collected = collected.compose(before -> store.resume(tx, one.series(), caller.subject(), now));
        }
        List<Series> all = wanted.stream().map(WantedSeries::series).toList();
        return collected.compose(
                rows -> past.load(tx, all, Origin.api(caller.subject())).map(rows));
    }

    private Future<OperationReply> remove(OperationRequest request) {
        Removal removal = request.parametersAs(Removal.class);
        return answers.database()
                .write(tx -> store.all(tx).compose(all -> remove(tx, request.caller(), removal, all)))
                .compose(reply -> answers.book().reload().map(reply));
    }

    private Future<OperationReply> remove(Tx tx, Caller caller, Removal removal, List<StoredSeries> all) {
        var series = new Series(
                answers.exchange(),
                removal.symbol().toUpperCase(Locale.ROOT),
                CandleAnswers.timeframe(removal.timeframe()));
        StoredSeries stored = find(all, series)
                .filter(StoredSeries::isCollected)
                .orElseThrow(() -> ApiProblem.notFound(series + " is not collected"));
        requireNotNeeded(all, stored);
        return store.remove(tx, stored.id(), answers.time().now())
                .compose(removed -> store.all(tx))
                .map(after -> item(after, series))
                .compose(item -> audited(tx, caller, removal.reason(), "candle-series.remove", item))
                .map(OperationReply::ok);
    }

    private static void requireNotNeeded(List<StoredSeries> all, StoredSeries stored) {
        all.stream()
                .filter(one -> one.isCollected() && one.builtFrom() == stored.timeframe())
                .filter(one -> one.series().symbol().equals(stored.series().symbol()))
                .findFirst()
                .ifPresent(built -> {
                    throw ApiProblem.of(
                            409, "built_from", built.series() + " is built from it; remove that one before");
                });
    }

    private Future<SeriesItem> audited(Tx tx, Caller caller, String reason, String action, SeriesItem item) {
        var by = new By(caller.subject(), caller.role().label(), reason);
        var entry = new AuditStore.Entry(action, item.symbol() + "/" + item.timeframe(), null, Wire.encode(item));
        return audit.add(tx, answers.time().now(), by, entry).map(item);
    }

    private static boolean isCollected(List<StoredSeries> all, Series series) {
        return find(all, series).filter(StoredSeries::isCollected).isPresent();
    }

    private static SeriesItem item(List<StoredSeries> all, Series series) {
        return SeriesItem.of(find(all, series).orElseThrow());
    }

    private static Optional<StoredSeries> find(List<StoredSeries> all, Series series) {
        return all.stream().filter(one -> one.series().equals(series)).findFirst();
    }
}
