package dev.tickwork.pricefetcher;

import dev.tickwork.domain.quotes.Quote;
import dev.tickwork.jobs.RunContext;
import dev.tickwork.jobs.Written;
import io.vertx.core.Future;
import java.util.List;

/** Where believed prices go. */
@FunctionalInterface
interface PriceOutlet {
    /**
     * Publishes prices. Safe to repeat.
     *
     * @return what became of their history; fails as {@link RunContext#write} does, and then nothing is shown
     */
    Future<Written> publish(RunContext run, List<Quote> believed);
}
