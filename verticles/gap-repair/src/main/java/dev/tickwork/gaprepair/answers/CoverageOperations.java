package dev.tickwork.gaprepair.answers;

import dev.tickwork.domain.candles.Span;
import dev.tickwork.domain.candles.Timeframe;
import dev.tickwork.domain.time.Time;
import dev.tickwork.gaprepair.coverage.Coverage;
import dev.tickwork.gaprepair.coverage.CoveredDay;
import dev.tickwork.gaprepair.coverage.Piece;
import dev.tickwork.gaprepair.coverage.Pieces;
import dev.tickwork.gaprepair.detection.Watched;
import dev.tickwork.messages.ApiProblem;
import dev.tickwork.messages.Bus;
import dev.tickwork.messages.OperationReply;
import dev.tickwork.messages.OperationRequest;
import dev.tickwork.messages.Operations;
import dev.tickwork.messages.Subscription;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Answers how complete series are. */
public final class CoverageOperations {
    private static final Duration USUAL = Duration.ofDays(30);
    private static final long MOST_DAYS = 400;
    private static final Timeframe DAY = Timeframe.D1;
    /** Symbols that are counted by one statement. */
    private static final int AT_ONCE = 10;

    /** Parameters of {@code gaps.coverage}. */
    record DaysQuestion(
            String timeframe,
            @Nullable Instant from,
            @Nullable Instant to,
            @Nullable String symbol,
            int limit,
            @Nullable String cursor) {}

    /** Parameters of {@code gaps.pieces}. */
    record PiecesQuestion(
            String symbol,
            String timeframe,
            Instant from,
            Instant to,
            int limit,
            @Nullable String cursor) {}

    /** Answer of {@code gaps.coverage}. */
    record CoveragePage(
            String timeframe,
            Instant from,
            Instant to,
            List<CoveredDay> items,
            @Nullable String nextCursor) {}

    /** Answer of {@code gaps.pieces}. */
    record PiecePage(
            String symbol,
            String timeframe,
            List<Piece> items,
            @Nullable String nextCursor) {}

    /** Behind a day of a symbol. */
    private record Place(String symbol, LocalDate day) {
        static final Place START = new Place("", LocalDate.EPOCH);

        static Place of(String cursor) {
            int at = cursor.lastIndexOf('.');
            return new Place(cursor.substring(0, at), LocalDate.parse(cursor.substring(at + 1)));
        }

        static String after(CoveredDay day) {
            return day.symbol() + "." + day.day();
        }

        boolean isBefore(CoveredDay other) {
            int order = symbol.compareTo(other.symbol());
            return order < 0 || (order == 0 && day.isBefore(other.day()));
        }
    }

    private final Coverage coverage;
    private final Pieces pieces;
    private final Time time;

    public CoverageOperations(Coverage coverage, Pieces pieces, Time time) {
        this.coverage = coverage;
        this.pieces = pieces;
        this.time = time;
    }

    /** Starts to answer; the subscriptions end with the verticle. */
    public List<Future<Subscription>> answerOn(Bus bus) {
        return List.of(
                bus.answer(Operations.call("gaps.coverage"), this::coverage),
                bus.answer(Operations.call("gaps.pieces"), this::pieces));
    }

    private Future<OperationReply> coverage(OperationRequest request) {
        DaysQuestion question = request.parametersAs(DaysQuestion.class);
        Span days = days(question);
        Place after = Paging.decoded(question.cursor(), Place.START, Place::of);
        return coverage.series(Timeframe.of(question.timeframe()))
                .map(all -> all.stream()
                        .filter(one -> isWanted(one, question.symbol(), after))
                        .toList())
                .compose(wanted -> gather(wanted, days, after, question.limit()))
                .map(found -> page(question, days, found));
    }

    // One row more than is shown tells whether there is another page.
    private Future<List<CoveredDay>> gather(List<Watched> wanted, Span days, Place after, int limit) {
        Future<List<CoveredDay>> all = Future.succeededFuture(List.of());
        for (int from = 0; from < wanted.size(); from += AT_ONCE) {
            List<Watched> some = wanted.subList(from, Math.min(from + AT_ONCE, wanted.size()));
            all = all.compose(before -> before.size() > limit
                    ? Future.succeededFuture(before)
                    : coverage.days(some, days).map(more -> Stream.concat(
                                    before.stream(), more.stream().filter(after::isBefore))
                            .toList()));
        }
        return all;
    }

    private static boolean isWanted(Watched one, @Nullable String symbol, Place after) {
        String own = one.series().symbol();
        return own.compareTo(after.symbol()) >= 0 && (symbol == null || symbol.equals(own));
    }

    private static OperationReply page(DaysQuestion question, Span days, List<CoveredDay> found) {
        Paging<CoveredDay> page = Paging.of(found, question.limit(), Place::after);
        return OperationReply.ok(
                new CoveragePage(question.timeframe(), days.from(), days.until(), page.items(), page.nextCursor()));
    }

    private Span days(DaysQuestion question) {
        Instant to = DAY.openFrom(question.to() == null ? time.now() : question.to());
        Instant from = DAY.openOf(question.from() == null ? to.minus(USUAL) : question.from());
        Span days = Ranges.of(from, to);
        if (DAY.count(days) > MOST_DAYS) {
            throw ApiProblem.invalid("from", "is more than " + MOST_DAYS + " days before to");
        }
        return days;
    }

    private Future<OperationReply> pieces(OperationRequest request) {
        PiecesQuestion question = request.parametersAs(PiecesQuestion.class);
        Timeframe timeframe = Timeframe.of(question.timeframe());
        Span span = Ranges.bounded(timeframe, question.from(), question.to());
        Instant after = Paging.decoded(question.cursor(), Instant.MIN, Instant::parse);
        return pieces.find(question.symbol(), timeframe)
                .map(found -> found.orElseThrow(() -> ApiProblem.notFound(
                        question.symbol() + "/" + question.timeframe() + " is not collected, or has no candles yet")))
                .compose(watched -> pieces.in(watched, span))
                .map(found -> found.stream()
                        .filter(piece -> piece.from().isAfter(after))
                        .toList())
                .map(found -> Paging.of(found, question.limit(), piece -> String.valueOf(piece.from())))
                .map(page -> OperationReply.ok(
                        new PiecePage(question.symbol(), question.timeframe(), page.items(), page.nextCursor())));
    }
}
