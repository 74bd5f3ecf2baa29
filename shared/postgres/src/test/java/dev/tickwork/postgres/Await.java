package dev.tickwork.postgres;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Lets a test read from top to bottom. */
final class Await {
    private static final int PATIENCE_SECONDS = 20;

    private Await() {}

    @CanIgnoreReturnValue
    static <T> T done(Future<T> future) {
        return future.timeout(PATIENCE_SECONDS, TimeUnit.SECONDS).await();
    }

    /** For what another process or thread brings about. */
    static void until(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("did not happen within " + PATIENCE_SECONDS + " s");
            }
            Thread.sleep(5);
        }
    }
}
