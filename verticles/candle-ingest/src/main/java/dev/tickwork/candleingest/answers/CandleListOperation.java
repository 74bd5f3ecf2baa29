package dev.tickwork.candleingest.answers;

import dev.tickwork.candleingest.series.StoredSeries;
import dev.tickwork.domain.candles.Span;
import dev.tickwork.domain.candles.Timeframe;
import dev.tickwork.messages.ApiProblem;
import dev.tickwork.messages.Bus;
import dev.tickwork.messages.OperationReply;
import dev.tickwork.messages.OperationRequest;
import dev.tickwork.messages.Operations;
import dev.tickwork.messages.Subscription;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answers {@code candles.list}: the candles of a series, newest first. */
public final class CandleListOperation {
    private static final String SYNTHETIC = "synthetic";

    /** Its parameters. */
    record Question(
            String symbol,
            String timeframe,
            @Nullable Instant from,
            @Nullable Instant to,
            @Nullable Integer limit,
            @Nullable String cursor,
            @Nullable String fill,
            @Nullable Instant asOf) {
        private static final int USUAL = 1_000;

        int most() {
            return limit == null ? USUAL : limit;
        }

        boolean isFilled() {
            return SYNTHETIC.equals(fill);
        }
    }

    /** Its answer. */
    record Answer(
            String symbol,
            String timeframe,
            String source,
            boolean simulated,
            @Nullable Instant asOf,
            List<CandleItem> items,
            @Nullable String nextCursor) {}

    private record Items(List<CandleItem> items, @Nullable Instant next) {}

    private final CandleAnswers answers;
    private final CandleReadStore store = new CandleReadStore();

    public CandleListOperation(CandleAnswers answers) {
        this.answers = answers;
    }

    /** Starts to answer; the subscription ends with the verticle. */
    public Future<Subscription> answerOn(Bus bus) {
        return bus.answer(Operations.call("candles.list"), this::list);
    }

    private Future<OperationReply> list(OperationRequest request) {
        Question question = request.parametersAs(Question.class);
        StoredSeries series = answers.series(question.symbol(), question.timeframe());
        Span span = span(question, series.timeframe());
        return answers.database()
                .read(tx ->
                        question.isFilled() ? filled(tx, question, series, span) : plain(tx, question, series, span))
                .map(items -> OperationReply.ok(answer(question, series, items)));
    }

    /** One candle more than asked for tells whether there is another page. */
    private Future<Items> plain(Tx tx, Question question, StoredSeries series, Span span) {
        int most = question.most();
        return store.page(tx, series, span, most + 1, question.asOf()).map(found -> {
            List<CandleItem> items =
                    found.stream().limit(most).map(CandleItem::of).toList();
            return new Items(items, found.size() > most ? items.get(most - 1).openTime() : null);
        });
    }

    /** A page is so many opens, whatever is there. */
    private Future<Items> filled(Tx tx, Question question, StoredSeries series, Span span) {
        Timeframe timeframe = series.timeframe();
        Instant until = timeframe.openFrom(span.until());
        Instant first = timeframe.openFrom(span.from());
        Instant from = later(first, timeframe.plus(until, -question.most()));
        var page = new Span(from, later(from, until));
        var filling =
                new Filling(timeframe, question.asOf() == null ? answers.time().now() : question.asOf());
        return store.before(tx, series, from, question.asOf())
                .compose(before -> store.page(tx, series, page, question.most(), question.asOf())
                        .map(stored -> new Items(
                                filling.fill(
                                        page,
                                        stored,
                                        before.map(one -> one.candle().close()).orElse(null)),
                                before.isPresent() && from.isAfter(first) ? from : null)));
    }

    private Answer answer(Question question, StoredSeries series, Items items) {
        return new Answer(
                series.series().symbol(),
                series.timeframe().label(),
                series.series().exchange(),
                answers.simulated(),
                question.asOf(),
                items.items(),
                items.next() == null ? null : items.next().toString());
    }

    /** Nothing opens later than now. */
    private Span span(Question question, Timeframe timeframe) {
        Instant from = question.from() == null ? Instant.EPOCH : question.from();
        Instant end = timeframe.closeOf(timeframe.openOf(answers.time().now()));
        Instant to = question.to() == null || question.to().isAfter(end) ? end : question.to();
        if (question.to() != null && !from.isBefore(question.to())) {
            throw ApiProblem.invalid("from", from + " is not before to, " + question.to());
        }
        Instant until = question.cursor() == null ? to : earlier(to, cursor(question.cursor()));
        return new Span(from, later(from, until));
    }

    /** A cursor is the open of the last candle before it. */
    private static Instant cursor(String cursor) {
        try {
            return Instant.parse(cursor);
        } catch (DateTimeParseException malformed) {
            throw CandleAnswers.badCursor();
        }
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
