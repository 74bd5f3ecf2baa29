package dev.tickwork.testservers;

import com.google.errorprone.annotations.CanIgnoreReturnValue;

/** Threads that never keep a JVM alive. */
final class Daemon {
    private Daemon() {}

    @CanIgnoreReturnValue
    static Thread start(String name, Runnable work) {
        var thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
