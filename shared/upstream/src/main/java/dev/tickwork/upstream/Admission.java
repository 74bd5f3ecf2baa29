package dev.tickwork.upstream;

import io.vertx.core.Future;
import java.util.function.Supplier;

/**
 * Asks the gate before each step of a call, and not only once: the kill switch may be thrown while it waits.
 *
 * @param gate throws when the call may not go on
 */
record Admission(Runnable gate) {
    <T> Future<T> before(Supplier<Future<T>> step) {
        gate.run();
        return step.get();
    }
}
