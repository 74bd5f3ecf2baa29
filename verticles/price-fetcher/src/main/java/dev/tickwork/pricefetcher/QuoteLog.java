package dev.tickwork.pricefetcher;

import dev.tickwork.domain.quotes.Quote;
import dev.tickwork.jobs.RunContext;
import dev.tickwork.jobs.Written;
import io.vertx.core.Future;
import java.util.List;

/** Keeps the history of prices, where it is wanted. */
interface QuoteLog {
    /** Keeps nothing. */
    QuoteLog NONE = (run, quotes) -> Future.succeededFuture(new Written.Committed(0));

    /** Keeps everything in {@code quotes_history}, fenced by the run. */
    static QuoteLog in(QuoteStore store) {
        return (run, quotes) -> run.write(tx -> store.saveAll(tx, quotes, run.runId()));
    }

    /** Adds {@code quotes}; safe to repeat. Fails as {@link RunContext#write} does. */
    Future<Written> add(RunContext run, List<Quote> quotes);
}
