package dev.tickwork.pricefetcher;

import dev.tickwork.domain.market.InstrumentCatalog;
import dev.tickwork.messages.ApiProblem;
import dev.tickwork.messages.Bus;
import dev.tickwork.messages.OperationReply;
import dev.tickwork.messages.OperationRequest;
import dev.tickwork.messages.Operations;
import dev.tickwork.messages.Subscription;
import dev.tickwork.messages.live.LivePrice;
import dev.tickwork.postgres.Database;
import io.vertx.core.Future;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Answers the contract's price operations. */
final class PriceOperations {
    /** Parameters of {@code prices.get}. */
    record OneSymbol(String symbol) {}

    /** Parameters of {@code prices.list}: only these, or all when it is null. */
    record SomeSymbols(@Nullable List<String> symbols) {}

    /** Answer of {@code prices.list}. */
    record PriceList(List<LivePrice> prices) {}

    /** Parameters of {@code prices.history}. */
    record HistoryQuestion(
            String symbol,
            @Nullable Instant from,
            @Nullable Instant to,
            int limit,
            @Nullable String cursor) {}

    /** Answer of {@code prices.history}: newest first, with the cursor of the next page unless this is the last. */
    record HistoryPage(
            String symbol,
            boolean simulated,
            List<HistoryItem> items,
            @Nullable String nextCursor) {}

    /** One stored price and what wrote it. */
    record HistoryItem(BigDecimal price, Instant asOf, String source, Instant receivedAt, UUID runId) {}

    private static final Instant FIRST = Instant.parse("1970-01-01T00:00:00Z");

    private final Database database;
    private final QuoteStore store;
    private final PriceBoard board;
    private final InstrumentCatalog instruments;
    private final boolean simulated;

    PriceOperations(
            Database database, QuoteStore store, PriceBoard board, InstrumentCatalog instruments, boolean simulated) {
        this.database = database;
        this.store = store;
        this.board = board;
        this.instruments = instruments;
        this.simulated = simulated;
    }

    /** Starts to answer; the subscriptions end with the verticle. */
    List<Future<Subscription>> answerOn(Bus bus) {
        return List.of(
                bus.answer(Operations.call("prices.list"), this::list),
                bus.answer(Operations.call("prices.get"), this::get),
                bus.answer(Operations.call("prices.history"), this::history));
    }

    private Future<OperationReply> list(OperationRequest request) {
        List<String> symbols = request.parametersAs(SomeSymbols.class).symbols();
        List<LivePrice> prices = board.all().stream()
                .filter(price -> symbols == null || symbols.contains(price.symbol()))
                .toList();
        return Future.succeededFuture(OperationReply.ok(new PriceList(prices)));
    }

    private Future<OperationReply> get(OperationRequest request) {
        String symbol = known(request.parametersAs(OneSymbol.class).symbol());
        return board.find(symbol)
                .map(price -> Future.succeededFuture(OperationReply.ok(price)))
                .orElseGet(
                        () -> Future.failedFuture(ApiProblem.notFound("no price of " + symbol + " has been seen yet")));
    }

    private Future<OperationReply> history(OperationRequest request) {
        HistoryQuestion question = request.parametersAs(HistoryQuestion.class);
        String symbol = known(question.symbol());
        HistoryRange range = range(question);
        HistoryCursor before = cursor(question);
        return database.read(tx -> store.page(tx, symbol, range, before, question.limit() + 1))
                .map(rows -> OperationReply.ok(page(symbol, rows, question.limit())));
    }

    /** One row more than asked for tells whether there is another page. */
    private HistoryPage page(String symbol, List<PastQuote> rows, int limit) {
        List<PastQuote> shown = rows.subList(0, Math.min(limit, rows.size()));
        String next =
                rows.size() > limit ? HistoryCursor.after(shown.get(limit - 1)).encoded() : null;
        return new HistoryPage(
                symbol, simulated, shown.stream().map(PriceOperations::item).toList(), next);
    }

    private static HistoryItem item(PastQuote past) {
        return new HistoryItem(past.price(), past.asOf(), past.source(), past.receivedAt(), past.runId());
    }

    private String known(String symbol) {
        return instruments
                .find(symbol)
                .orElseThrow(() -> ApiProblem.notFound("there is no instrument " + symbol))
                .symbol();
    }

    private static HistoryRange range(HistoryQuestion question) {
        Instant from = question.from() == null ? FIRST : question.from();
        Instant to = question.to() == null ? HistoryCursor.START.asOf() : question.to();
        if (!from.isBefore(to)) {
            throw ApiProblem.invalid("from", from + " is not before to, " + to);
        }
        return new HistoryRange(from, to);
    }

    private static HistoryCursor cursor(HistoryQuestion question) {
        if (question.cursor() == null) {
            return HistoryCursor.START;
        }
        return HistoryCursor.decoded(question.cursor())
                .orElseThrow(() -> ApiProblem.invalid("cursor", "is not one that this operation gave"));
    }
}
