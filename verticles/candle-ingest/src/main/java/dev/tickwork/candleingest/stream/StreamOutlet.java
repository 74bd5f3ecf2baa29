package dev.tickwork.candleingest.stream;

import dev.tickwork.domain.candles.Observation;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Where what was heard goes. */
public interface StreamOutlet {
    /**
     * Stores candles in the caller's transaction. Safe to repeat.
     *
     * @param session of the stream that brought them
     * @param receivedAt when the last of them came
     * @return what is to be told of it once the transaction is committed
     */
    Future<Runnable> store(Tx tx, UUID session, Instant receivedAt, List<Observation> seen);

    /** Shows a candle to the browsers, whether it is stored yet or not. */
    void show(Observation seen);
}
