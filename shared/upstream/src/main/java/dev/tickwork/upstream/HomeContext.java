package dev.tickwork.upstream;

import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.function.Supplier;

/**
 * Runs work on the context that was current at construction and brings the result back to whoever asked. Timers and
 * breakers live there and so outlive the verticle that happened to call: a breaker that opens in a verticle's context
 * would never close again once that verticle is undeployed.
 */
final class HomeContext {
    private final Vertx vertx;
    private final Context home;

    HomeContext(Vertx vertx) {
        this.vertx = vertx;
        this.home = vertx.getOrCreateContext();
    }

    /** One whose home is the current context. */
    HomeContext ofCaller() {
        return new HomeContext(vertx);
    }

    Context context() {
        return home;
    }

    <T> Future<T> run(Supplier<Future<T>> work) {
        Context caller = vertx.getOrCreateContext();
        Promise<T> result = Promise.promise();
        home.runOnContext(here -> Future.succeededFuture()
                .compose(start -> work.get())
                .onComplete(done -> caller.runOnContext(there -> settle(result, done))));
        return result.future();
    }

    private static <T> void settle(Promise<T> result, AsyncResult<T> done) {
        if (done.succeeded()) {
            result.complete(done.result());
            return;
        }
        result.fail(done.cause());
    }
}
