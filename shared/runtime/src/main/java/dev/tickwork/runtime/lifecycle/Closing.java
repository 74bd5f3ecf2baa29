package dev.tickwork.runtime.lifecycle;

import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a process has started and must end again, the last first. A step that fails is logged and keeps nobody from
 * ending.
 */
public final class Closing {
    private static final Logger log = LoggerFactory.getLogger(Closing.class);

    private record Step(String name, Supplier<Future<Void>> close) {}

    private final Deque<Step> steps = new ArrayDeque<>();
    private volatile String current = "nothing";

    /**
     * Adds a step that comes before all that were added earlier.
     *
     * @param name what is ended, for the log
     */
    public synchronized void add(String name, Supplier<Future<Void>> close) {
        steps.push(new Step(name, close));
    }

    /** Takes every step once, one after the other. Safe to repeat. */
    public Future<Void> close() {
        Step next = next();
        return next == null ? Future.succeededFuture() : ended(next).compose(done -> close());
    }

    /** The step under way, for whoever loses patience. */
    public String current() {
        return current;
    }

    private synchronized @Nullable Step next() {
        return steps.poll();
    }

    private Future<Void> ended(Step step) {
        current = step.name();
        return Future.succeededFuture(step).compose(due -> due.close().get()).recover(failure -> {
            log.atWarn().setCause(failure).log("{} did not end cleanly", step.name());
            return Future.succeededFuture();
        });
    }
}
