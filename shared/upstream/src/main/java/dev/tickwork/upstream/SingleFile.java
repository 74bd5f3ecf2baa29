package dev.tickwork.upstream;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.function.Supplier;

/** Lets one in after the other. Used on one context only. */
final class SingleFile {
    private Future<Void> last = Future.succeededFuture();

    /** Runs when everything that came before is over, whatever became of it. */
    Future<Void> enter(Supplier<Future<Void>> work) {
        Context here = Vertx.currentContext();
        last = last.transform(before -> inTurn(here, work));
        return last;
    }

    /** In a turn of its own: a long line that ends all at once would otherwise end on a stack as deep as the line. */
    private static Future<Void> inTurn(Context here, Supplier<Future<Void>> work) {
        Promise<Void> over = Promise.promise();
        here.runOnContext(
                turn -> Future.succeededFuture().compose(start -> work.get()).onComplete(over));
        return over.future();
    }
}
