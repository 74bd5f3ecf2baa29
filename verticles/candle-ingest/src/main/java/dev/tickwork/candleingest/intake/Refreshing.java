package dev.tickwork.candleingest.intake;

import dev.tickwork.domain.time.Alarm;
import dev.tickwork.domain.time.Time;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads anew, twice a minute, what other nodes may have changed: which series there are, and what is doubted. */
public final class Refreshing {
    private static final Logger log = LoggerFactory.getLogger(Refreshing.class);
    private static final Duration EVERY = Duration.ofSeconds(30);

    private final Time time;
    private final Supplier<Future<Void>> refresh;
    private @Nullable Alarm alarm;
    private boolean isOver;

    public Refreshing(Time time, Supplier<Future<Void>> refresh) {
        this.time = time;
        this.refresh = refresh;
    }

    /** Begins; the first time is now. Fails when that does. */
    public Future<Void> start() {
        return refresh.get().onSuccess(done -> arm());
    }

    /** Ends it. Safe to repeat. */
    public synchronized void stop() {
        isOver = true;
        if (alarm != null) {
            alarm.cancel();
        }
    }

    private synchronized void arm() {
        if (!isOver) {
            alarm = time.wakeAfter(EVERY, this::again);
        }
    }

    private void again() {
        refresh.get()
                .onFailure(failure -> log.atDebug()
                        .addKeyValue("error", failure.getMessage())
                        .log("series could not be read anew, will retry"))
                .onComplete(done -> arm());
    }
}
