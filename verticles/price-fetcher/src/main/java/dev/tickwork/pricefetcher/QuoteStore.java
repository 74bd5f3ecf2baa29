package dev.tickwork.pricefetcher;

import dev.tickwork.domain.quotes.Quote;
import dev.tickwork.postgres.Args;
import dev.tickwork.postgres.Column;
import dev.tickwork.postgres.Row;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** Reads and writes {@code quotes_history}; this module is its only writer. */
final class QuoteStore {
    private static final String UPSERT = """
            INSERT INTO quotes_history (symbol, as_of, source, price, previous_close, received_at, run_id)
            VALUES ($1, $2, $3, $4, $5, $6, $7)
            ON CONFLICT (symbol, as_of, source) DO UPDATE
               SET price = excluded.price,
                   previous_close = excluded.previous_close,
                   received_at = excluded.received_at,
                   run_id = excluded.run_id
             WHERE quotes_history.price <> excluded.price
            """;

    private static final String NEWEST = """
            SELECT newest.symbol, newest.as_of, newest.source, newest.price, newest.previous_close,
                   newest.received_at, newest.run_id
              FROM unnest($1::text[]) AS wanted (symbol)
             CROSS JOIN LATERAL (
                   SELECT symbol, as_of, source, price, previous_close, received_at, run_id
                     FROM quotes_history
                    WHERE symbol = wanted.symbol
                    ORDER BY as_of DESC, source DESC
                    LIMIT 1) AS newest
             ORDER BY newest.symbol
            """;

    private static final String PAGE = """
            SELECT symbol, as_of, source, price, previous_close, received_at, run_id
              FROM quotes_history
             WHERE symbol = $1
               AND as_of >= $2
               AND as_of < $3
               AND (as_of, source) < ($4, $5)
             ORDER BY as_of DESC, source DESC
             LIMIT $6
            """;

    /**
     * Stores new prices and corrects those that the provider changed for the same moment, all or nothing. Safe to repeat.
     *
     * @param quotes at most a few thousand; empty writes nothing
     * @param runId the run that brought them
     * @return rows inserted or corrected; 0 when we had everything
     */
    Future<Integer> saveAll(Tx tx, List<Quote> quotes, UUID runId) {
        return tx.batch(
                UPSERT,
                quotes,
                quote -> Args.of(
                        quote.symbol(),
                        quote.asOf(),
                        quote.source(),
                        quote.price(),
                        quote.previousClose(),
                        quote.receivedAt(),
                        runId));
    }

    /** The newest price of each symbol, by symbol; those without history are left out. */
    Future<List<PastQuote>> newest(Tx tx, Collection<String> symbols) {
        return tx.query(NEWEST, QuoteStore::toPastQuote, Column.texts(symbols));
    }

    /**
     * One symbol's prices, newest first.
     *
     * @param range moments to look at
     * @param before where the page before ended; {@link HistoryCursor#START} for the first page
     * @param limit rows at most
     */
    Future<List<PastQuote>> page(Tx tx, String symbol, HistoryRange range, HistoryCursor before, int limit) {
        return tx.query(
                PAGE, QuoteStore::toPastQuote, symbol, range.from(), range.to(), before.asOf(), before.source(), limit);
    }

    private static PastQuote toPastQuote(Row row) {
        BigDecimal previousClose = row.decimalOrNull("previous_close");
        return new PastQuote(
                row.text("symbol"),
                row.instant("as_of"),
                row.text("source"),
                row.decimal("price"),
                previousClose,
                row.instant("received_at"),
                row.uuid("run_id"));
    }
}
