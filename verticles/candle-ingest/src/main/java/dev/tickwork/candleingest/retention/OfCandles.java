package dev.tickwork.candleingest.retention;

import dev.tickwork.domain.candles.Timeframe;
import dev.tickwork.postgres.Tx;
import dev.tickwork.runtime.retention.OldRow;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A table each of whose rows is of one candle, and goes when that is as old as its timeframe is kept. */
interface OfCandles {
    /** Begins the names of its jobs. */
    String name();

    /** What it is called in Postgres. */
    String table();

    /** How many are of candles that open before these moments. */
    Future<Long> count(Tx tx, Map<Timeframe, Instant> cutOffs);

    /** Deletes at most so many of them. What another transaction holds is left to it. */
    Future<List<OldRow>> take(Tx tx, Map<Timeframe, Instant> cutOffs, int most);

    /** Inserts those that are not there. @return how many */
    Future<Integer> putBack(Tx tx, String rows);

    /** Gives the space back of what is gone: outside of a transaction. */
    Future<Void> optimise(Tx tx, Map<Timeframe, Instant> cutOffs);
}
