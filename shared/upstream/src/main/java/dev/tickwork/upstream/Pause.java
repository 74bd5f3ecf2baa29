package dev.tickwork.upstream;

import io.vertx.core.Future;
import java.time.Duration;

/** Lets time pass. */
@FunctionalInterface
interface Pause {
    /** Completes after at least this long. */
    Future<Void> of(Duration duration);
}
