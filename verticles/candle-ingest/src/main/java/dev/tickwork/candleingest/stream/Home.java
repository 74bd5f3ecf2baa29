package dev.tickwork.candleingest.stream;

import dev.tickwork.domain.time.Alarm;
import dev.tickwork.domain.time.Time;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;

/** The one context on which a stream's parts think, whoever calls. */
record Home(Context context, Time time) {
    Instant now() {
        return time.now();
    }

    /** Runs {@code work} there, {@code delay} from now. */
    Alarm after(Duration delay, Runnable work) {
        return time.wakeAfter(delay, () -> context.runOnContext(now -> work.run()));
    }

    /** The same future, whose handlers run there. */
    <T> Future<T> here(Future<T> elsewhere) {
        Promise<T> here = Promise.promise();
        elsewhere.onComplete(answer -> context.runOnContext(now -> here.handle(answer)));
        return here.future();
    }
}
