package dev.tickwork.candleingest.answers;

import dev.tickwork.candleingest.answers.StatusStore.Edges;
import dev.tickwork.candleingest.series.StoredSeries;
import dev.tickwork.domain.candles.Span;
import dev.tickwork.messages.Bus;
import dev.tickwork.messages.OperationReply;
import dev.tickwork.messages.OperationRequest;
import dev.tickwork.messages.Operations;
import dev.tickwork.messages.Subscription;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Answers {@code candles.status}: what is collected, and how far it is. */
public final class StatusOperation {
    /** Beyond that, counting takes longer than anybody likes to wait. */
    private static final long MOST_COUNTED = 3_000_000;

    /** How many candles long nothing may be heard of a series. */
    private static final int SILENCE = 3;

    /** Its answer. */
    record Answer(
            String exchange,
            boolean simulated,
            List<String> symbols,
            List<String> timeframes,
            long totalCandles,
            boolean isExact,
            List<Entry> series,
            @Nullable StreamState stream) {}

    /** One series of it. */
    record Entry(
            String symbol,
            String timeframe,
            long candles,
            @Nullable Instant firstOpen,
            @Nullable Instant lastOpen,
            @Nullable Instant lastSeenAt,
            @Nullable String problem) {}

    private final CandleAnswers answers;
    private final Supplier<Optional<StreamState>> stream;
    private final Duration grace;
    private final StatusStore store = new StatusStore();

    /** @param stream how the stream of this node is; empty when there is none */
    public StatusOperation(CandleAnswers answers, Supplier<Optional<StreamState>> stream, Duration grace) {
        this.answers = answers;
        this.stream = stream;
        this.grace = grace;
    }

    /** Starts to answer; the subscription ends with the verticle. */
    public Future<Subscription> answerOn(Bus bus) {
        return bus.answer(Operations.call("candles.status"), this::status);
    }

    private Future<OperationReply> status(OperationRequest request) {
        return answers.database()
                .read(tx -> store.edges(tx).compose(edges -> counts(tx).map(counts -> answer(edges, counts))))
                .map(OperationReply::ok);
    }

    private Future<Optional<Map<Integer, Long>>> counts(Tx tx) {
        return store.about(tx)
                .compose(about -> about > MOST_COUNTED
                        ? Future.succeededFuture(Optional.empty())
                        : store.counts(tx).map(Optional::of));
    }

    private Answer answer(List<Edges> edges, Optional<Map<Integer, Long>> counts) {
        Map<Integer, StoredSeries> byId =
                answers.book().all().stream().collect(Collectors.toMap(StoredSeries::id, Function.identity()));
        List<Entry> entries = edges.stream()
                .flatMap(one -> Optional.ofNullable(byId.get(one.seriesId())).stream()
                        .map(series -> entry(series, one, counts)))
                .toList();
        return new Answer(
                answers.exchange(),
                answers.simulated(),
                entries.stream().map(Entry::symbol).distinct().toList(),
                entries.stream().map(Entry::timeframe).distinct().toList(),
                entries.stream().mapToLong(Entry::candles).sum(),
                counts.isPresent(),
                entries,
                stream.get().orElse(null));
    }

    private Entry entry(StoredSeries series, Edges edges, Optional<Map<Integer, Long>> counts) {
        return new Entry(
                series.series().symbol(),
                series.timeframe().label(),
                counts.map(known -> known.getOrDefault(series.id(), 0L)).orElseGet(() -> about(series, edges)),
                edges.firstOpen(),
                edges.lastOpen(),
                edges.seenAt(),
                problem(series, edges));
    }

    /** As many as there would be without holes. */
    private static long about(StoredSeries series, Edges edges) {
        return edges.firstOpen() == null || edges.lastOpen() == null
                ? 0
                : series.timeframe().count(new Span(edges.firstOpen(), edges.lastOpen())) + 1;
    }

    private @Nullable String problem(StoredSeries series, Edges edges) {
        if (edges.lastOpen() == null) {
            return "nothing is here yet";
        }
        Instant oldest = series.timeframe().openOf(answers.time().now().minus(grace));
        return edges.lastOpen().isBefore(series.timeframe().plus(oldest, -SILENCE))
                ? "the newest candle is more than " + SILENCE + " candles old"
                : null;
    }
}
