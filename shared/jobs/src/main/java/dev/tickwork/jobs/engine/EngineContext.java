package dev.tickwork.jobs.engine;

import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The one thread on which an engine thinks, so that what it remembers needs no locks. */
final class EngineContext {
    private final Context context;
    private Future<Void> last = Future.succeededFuture();

    EngineContext(Context context) {
        this.context = context;
    }

    Context context() {
        return context;
    }

    /** Soon, on the engine's thread. */
    void run(Runnable work) {
        context.runOnContext(now -> work.run());
    }

    /** On the engine's thread; the answer comes back on the caller's context when it has one. */
    <T> Future<T> call(Supplier<Future<T>> work) {
        Promise<T> promise = Promise.promise();
        @Nullable Context caller = Vertx.currentContext();
        run(() -> attempt(work).onComplete(answer -> hand(answer, promise, caller)));
        return promise.future();
    }

    /**
     * Does one thing after the other: each step begins when the one before has ended, well or not. To be called on the
     * engine's thread.
     */
    <T> Future<T> inTurn(Supplier<Future<T>> step) {
        Future<T> mine = last.transform(before -> attempt(step));
        last = mine.transform(ended -> Future.succeededFuture());
        return mine;
    }

    private static <T> Future<T> attempt(Supplier<Future<T>> work) {
        return Future.<Void>succeededFuture().compose(now -> work.get());
    }

    private static <T> void hand(AsyncResult<T> answer, Promise<T> promise, @Nullable Context caller) {
        if (caller == null) {
            promise.handle(answer);
            return;
        }
        caller.runOnContext(back -> promise.handle(answer));
    }
}
