package dev.tickwork.candleingest.stream;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;

/** Lets one through at a time, so that many connections never open at once. Touched on one context only. */
final class Gate {
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private boolean busy;

    /** Begins {@code work} when all that came before is over. */
    <T> Future<T> pass(Supplier<Future<T>> work) {
        Promise<T> done = Promise.promise();
        waiting.add(() -> Future.succeededFuture()
                .compose(turn -> work.get())
                .onComplete(done)
                .onComplete(answer -> next()));
        if (!busy) {
            next();
        }
        return done.future();
    }

    private void next() {
        Runnable first = waiting.poll();
        busy = first != null;
        if (first != null) {
            first.run();
        }
    }
}
