package dev.tickwork.runtime;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.tickwork.runtime.lifecycle.CannotStart;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for a future on a thread that may be blocked: the one that starts or ends a process. */
final class Waiting {
    private Waiting() {}

    /**
     * The future's result.
     *
     * @param what is waited for, for the message when it takes too long
     */
    @CanIgnoreReturnValue
    static <T> T upTo(Duration patience, String what, Future<T> future) {
        try {
            return future.await(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw CannotStart.because(what + " took longer than " + patience.toSeconds() + " s", e);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            // A failure comes out of await as it is, declared or not.
            throw new CompletionException(e);
        }
    }

    /** Waits for what must end, on a thread that may have been interrupted in what it did before. */
    static void untilEnded(Duration patience, String what, Future<Void> future) {
        boolean broken = Thread.interrupted();
        upTo(patience, what, future);
        if (broken) {
            Thread.currentThread().interrupt();
        }
    }
}
