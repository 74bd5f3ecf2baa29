package dev.tickwork.jobs.engine;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/** Lets a test wait for what really takes time: sockets, threads, a server. */
final class Await {
    private static final Duration LONGEST = Duration.ofSeconds(20);

    private Await() {}

    /** The result; throws what the future failed with. */
    @CanIgnoreReturnValue
    static <T> T done(Future<T> future) {
        try {
            return future.await(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("not done after " + LONGEST, e);
        }
    }

    /** Returns once {@code claim} holds; fails the test when that takes too long. */
    static void until(String what, BooleanSupplier claim) {
        long deadline = System.nanoTime() + LONGEST.toNanos();
        while (!claim.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("never came true: " + what);
            }
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(5);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
