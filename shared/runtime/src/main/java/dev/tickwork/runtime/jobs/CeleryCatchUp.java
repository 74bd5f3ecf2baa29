package dev.tickwork.runtime.jobs;

import dev.tickwork.domain.time.Alarm;
import dev.tickwork.domain.time.Time;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes up for what the mirror has missed, once a minute: while Redis was away, or because a process ended between the end
 * of a run and its showing. Any number of processes may do so.
 */
public final class CeleryCatchUp {
    private static final Logger log = LoggerFactory.getLogger(CeleryCatchUp.class);
    private static final Duration EVERY = Duration.ofMinutes(1);
    // What ended a moment before a look may have been committed after it.
    private static final Duration OVERLAP = Duration.ofMinutes(2);

    private final CeleryMirror mirror;
    private final Time time;
    private Instant caughtUp = Instant.MIN;
    private @Nullable Alarm alarm;
    private boolean stopped;

    public CeleryCatchUp(CeleryMirror mirror, Time time) {
        this.mirror = mirror;
        this.time = time;
    }

    /** Begins with all that is still to be shown, and does so again whenever Redis is back: it may have forgotten all. */
    public synchronized void start() {
        caughtUp = Instant.MIN;
        look();
    }

    /** Ends; what is being shown at this moment is not waited for. */
    public synchronized Future<Void> stop() {
        stopped = true;
        disarm();
        return Future.succeededFuture();
    }

    private synchronized void look() {
        disarm();
        if (stopped) {
            return;
        }
        alarm = time.wakeAfter(EVERY, this::look);
        Instant since = caughtUp;
        Instant begun = time.now();
        mirror.catchUp(since == Instant.MIN ? begun.minus(CeleryMirror.KEPT) : since.minus(OVERLAP))
                .onSuccess(shown -> caughtUp(since, begun))
                .onFailure(
                        e -> log.atDebug().addKeyValue("error", e.getMessage()).log("tasks are still to be mirrored"));
    }

    // Not if it has begun anew meanwhile.
    private synchronized void caughtUp(Instant since, Instant until) {
        if (caughtUp.equals(since)) {
            caughtUp = until;
        }
    }

    private void disarm() {
        if (alarm != null) {
            alarm.cancel();
            alarm = null;
        }
    }
}
