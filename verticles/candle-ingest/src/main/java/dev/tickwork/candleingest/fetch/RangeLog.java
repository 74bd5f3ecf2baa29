package dev.tickwork.candleingest.fetch;

import dev.tickwork.domain.candles.Series;
import dev.tickwork.domain.candles.Span;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.util.UUID;

/** Remembers which ranges the exchange has answered for. */
@FunctionalInterface
public interface RangeLog {
    /**
     * All of {@code span} was asked for, and what there is of it is stored. Written in the transaction that ends the run;
     * safe to repeat.
     *
     * @param run that asked
     * @param candles how many there are
     * @return rows changed
     */
    Future<Integer> answered(Tx tx, Series series, Span span, UUID run, int candles);
}
