package dev.tickwork.candleingest;

import dev.tickwork.candleingest.intake.CandleIntake;
import dev.tickwork.candleingest.live.CandlePush;
import dev.tickwork.candleingest.store.Batch;
import dev.tickwork.candleingest.stream.StreamOutlet;
import dev.tickwork.domain.candles.Observation;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Hands what the stream brings to browsers at once, and to the intake batch by batch.
 *
 * @param node of this process
 * @param source the provider's stable name
 */
record HeardCandles(CandleIntake intake, CandlePush push, String node, String source) implements StreamOutlet {
    @Override
    public Future<Runnable> store(Tx tx, UUID session, Instant receivedAt, List<Observation> seen) {
        Batch batch = Batch.ofStream(session, new Batch.Origin(node, source, null, receivedAt));
        return intake.take(tx, batch, seen).map(taken -> () -> taken.ifPresent(intake::told));
    }

    @Override
    public void show(Observation seen) {
        if (intake.isPossible(seen)) {
            push.show(seen);
        }
    }
}
