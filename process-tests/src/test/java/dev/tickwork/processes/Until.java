package dev.tickwork.processes;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** Waits for what real processes do in their own time. */
final class Until {
    private static final long PAUSE_MS = 100;

    private Until() {}

    /** Asks until it holds. */
    static void holds(String what, Duration atMost, Callable<Boolean> condition) throws Exception {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (!condition.call()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("within " + atMost.toSeconds() + " s it did not come true that " + what);
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE_MS);
        }
    }
}
