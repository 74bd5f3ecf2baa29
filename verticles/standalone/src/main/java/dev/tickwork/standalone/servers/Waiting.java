package dev.tickwork.standalone.servers;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for something outside this process, on real time: other programs do not follow the one clock. */
final class Waiting {
    private static final long LOOK_EVERY_MS = 10;

    private Waiting() {}

    /** @return whether it became true before the limit; false as well when this thread is interrupted */
    static boolean until(Duration limit, BooleanSupplier condition) {
        var deadline = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0 || !pause()) {
                return false;
            }
        }
        return true;
    }

    private static boolean pause() {
        try {
            Thread.sleep(LOOK_EVERY_MS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
