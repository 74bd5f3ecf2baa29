package dev.tickwork.candleingest;

import dev.tickwork.domain.time.Alarm;
import dev.tickwork.domain.time.Time;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does something at once, again and again in the same distance from each end, and besides whenever it is told to; never
 * twice at a time. For any thread.
 */
final class Rounds {
    private static final Logger log = LoggerFactory.getLogger(Rounds.class);

    private final Time time;
    private final String name;
    private final Duration every;
    private final Supplier<Future<?>> round;
    private Future<Void> last = Future.succeededFuture();
    private @Nullable Alarm alarm;
    private boolean isWanted;
    private boolean isOver;

    /** @param name what is done, for the log */
    Rounds(Time time, String name, Duration every, Supplier<Future<?>> round) {
        this.time = time;
        this.name = name;
        this.every = every;
        this.round = round;
    }

    /** Begins. Fails when the first round does; then there is no other. */
    Future<Void> start() {
        return inTurn().onSuccess(done -> arm());
    }

    /** Does it once more, as soon as what is being done is over; once for all who want it until then. */
    synchronized void now() {
        if (!isWanted) {
            isWanted = true;
            inTurn().onFailure(this::failed);
        }
    }

    /** Begins no other round. Safe to repeat. */
    synchronized void stop() {
        isOver = true;
        if (alarm != null) {
            alarm.cancel();
        }
    }

    private synchronized void arm() {
        if (!isOver) {
            alarm = time.wakeAfter(every, this::again);
        }
    }

    private void again() {
        inTurn().onFailure(this::failed).onComplete(done -> arm());
    }

    private synchronized Future<Void> inTurn() {
        last = last.transform(before -> begun());
        return last;
    }

    private Future<Void> begun() {
        synchronized (this) {
            isWanted = false;
            if (isOver) {
                return Future.succeededFuture();
            }
        }
        return round.get().mapEmpty();
    }

    private void failed(Throwable failure) {
        log.atDebug()
                .addKeyValue("round", name)
                .addKeyValue("error", failure.getMessage())
                .log("round failed, the next one may do better");
    }
}
