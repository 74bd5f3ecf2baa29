package dev.tickwork.candleingest.stream;

import dev.tickwork.domain.Fault;
import dev.tickwork.domain.candles.Observation;
import dev.tickwork.jobs.Lease;
import dev.tickwork.postgres.DatabaseError;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores what waits, batch by batch, as long as the lease is ours. What cannot be stored now waits on; what never can be is
 * asked for again. Touched on one context only.
 */
final class Writer {
    private static final Logger log = LoggerFactory.getLogger(Writer.class);

    private final Home home;
    private final Lease lease;
    private final StreamOutlet outlet;
    private final Waiting waiting;
    private final Overflow overflow;
    private final int batch;
    private final UUID session;
    private Future<Void> writing = Future.succeededFuture();
    private int size;
    private volatile String problem = "";
    private @Nullable Observation doubted;
    private boolean isOver;

    /** @param session names what this node hears under the lease */
    Writer(ShardParts parts, Lease lease, Waiting waiting, Overflow overflow, UUID session) {
        this.home = parts.home();
        this.lease = lease;
        this.outlet = parts.outlet();
        this.waiting = waiting;
        this.overflow = overflow;
        this.batch = parts.settings().saving().batch();
        this.size = batch;
        this.session = session;
    }

    /** Stores as soon as a batch is full. */
    void noticed() {
        if (waiting.size() >= batch && writing.isComplete() && problem.isEmpty()) {
            flush();
        }
    }

    /** Begins to store what waits, unless that goes on already. */
    void flush() {
        if (waiting.size() > 0 && writing.isComplete() && !isOver) {
            writing = write(waiting.take(size));
        }
    }

    /** Stores everything that waits; ends with the first batch that cannot be stored. */
    Future<Void> drain() {
        return writing.compose(written -> {
            flush();
            return waiting.size() == 0 || !problem.isEmpty() || isOver ? writing : drain();
        });
    }

    /** Why nothing is stored, in words for people; empty when all is well. */
    String problem() {
        return problem;
    }

    /** Whether the lease is somebody else's. */
    boolean isOver() {
        return isOver;
    }

    private Future<Void> write(List<Observation> taken) {
        Instant last =
                taken.stream().map(Observation::seenAt).max(Instant::compareTo).orElseThrow();
        return home.here(lease.write(tx -> outlet.store(tx, session, last, taken)))
                .onSuccess(Runnable::run)
                .map(told -> stored(taken))
                .otherwise(failure -> notStored(taken, failure))
                .mapEmpty();
    }

    private int stored(List<Observation> taken) {
        problem = "";
        size = batch;
        waiting.stored(taken);
        home.context().runOnContext(now -> noticed());
        return taken.size();
    }

    private int notStored(List<Observation> taken, Throwable failure) {
        if (failure instanceof Fault.Lost) {
            isOver = true;
            waiting.stored(taken);
            waiting.clear();
        } else if (failure instanceof DatabaseError refused && !refused.isRepeatable() && !refused.isPassing()) {
            narrow(taken, refused);
        } else {
            // What takes too long may be too much.
            size = Math.max(1, taken.size() / 2);
            later(taken, failure);
        }
        return 0;
    }

    private void later(List<Observation> taken, Throwable failure) {
        if (problem.isEmpty()) {
            log.atWarn()
                    .addKeyValue("rows", taken.size())
                    .addKeyValue("error", failure.getMessage())
                    .log("what the stream brought could not be stored, will retry");
        }
        problem = String.valueOf(failure.getMessage());
        waiting.again(taken);
    }

    /** One candle that is refused must not hold up the others: fewer and fewer at once, until it is alone, twice. */
    private void narrow(List<Observation> taken, DatabaseError refused) {
        size = Math.max(1, taken.size() / 2);
        if (taken.size() > 1 || !taken.get(0).equals(doubted)) {
            doubted = taken.get(0);
            waiting.again(taken);
            home.context().runOnContext(now -> flush());
            return;
        }
        log.atError()
                .addKeyValue("symbol", taken.get(0).series())
                .addKeyValue("from", taken.get(0).candle().openTime())
                .setCause(refused)
                .log("a candle cannot be stored");
        waiting.stored(taken);
        // Of one that still forms there is more to hear.
        if (taken.get(0).isFinal()) {
            overflow.refused(taken.get(0));
        }
    }
}
