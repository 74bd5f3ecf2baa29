package dev.tickwork.testservers;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Lets a test read from top to bottom where something really takes time: sockets, threads, a server. Gives up after 20 s. */
public final class Await {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration PAUSE = Duration.ofMillis(5);

    private Await() {}

    /** The result of a future, or its failure thrown. */
    @CanIgnoreReturnValue
    public static <T> T done(Future<T> future) {
        return future.timeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS).await();
    }

    /** Returns once something is so that another thread or process brings about. */
    public static void until(BooleanSupplier claim) {
        until("what was waited for", claim);
    }

    /** As {@link #until(BooleanSupplier)}; says what it waited for when that did not come. */
    public static void until(String what, BooleanSupplier claim) {
        if (!within(PATIENCE, claim)) {
            throw new AssertionError("did not happen within " + PATIENCE.toSeconds() + " s: " + what);
        }
    }

    /** Whether something comes to be so, for a test that then does more to bring it about; returns once it is. */
    public static boolean within(Duration patience, BooleanSupplier claim) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!claim.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            pause();
        }
        return true;
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
