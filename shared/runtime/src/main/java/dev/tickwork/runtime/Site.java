package dev.tickwork.runtime;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.tickwork.runtime.lifecycle.Closing;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Where a process is being built.
 *
 * @param plan what it is to be
 * @param closing what has been started and must be ended again
 * @param random not predictable, for any thread
 */
record Site(NodePlan plan, Closing closing, RandomGenerator random) {
    static final Duration PATIENCE = Duration.ofSeconds(60);

    NodeConfig config() {
        return plan.node();
    }

    /** Waits until a part is there. */
    @CanIgnoreReturnValue
    <T> T await(String what, Future<T> part) {
        return Waiting.upTo(PATIENCE, what, part);
    }
}
