package dev.tickwork.upstream;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;

/** Lets time pass. */
@FunctionalInterface
public interface Pause {
    /** Completes after so long, on the context of the caller. */
    Future<Void> of(Duration duration);

    /** One whose clock is the real one. */
    static Pause real(Vertx vertx) {
        return duration -> vertx.timer(roundedUp(duration)).mapEmpty();
    }

    private static long roundedUp(Duration duration) {
        return Math.max(1, duration.plusNanos(999_999).toMillis());
    }
}
