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
    private boolean refusing;

    /**
     * Adds a step that comes before all that were added earlier.
     *
     * @param name what is ended, for the log
     * @throws CannotStart after {@link #refuseMore()}
     */
    public synchronized void add(String name, Supplier<Future<Void>> close) {
        if (refusing) {
            throw CannotStart.because("the process was told to stop while it started", null);
        }
        steps.push(new Step(name, close));
    }

    /** Whoever still starts something shall break off. */
    public synchronized void refuseMore() {
        refusing = true;
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
