package dev.tickwork.testservers;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The one thread that runs the alarms of a {@link FakeTime}; it ends by itself when nobody needs it. */
final class AlarmThread {
    private final ThreadPoolExecutor executor =
            new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), this::thread);
    private volatile @Nullable Thread current;

    AlarmThread() {
        executor.allowCoreThreadTimeOut(true);
    }

    void start(Runnable work) {
        executor.execute(work);
    }

    /** Returns when the work is done; an alarm that moves the clock itself does not wait for itself. */
    void run(Runnable work) {
        if (Thread.currentThread() == current) {
            work.run();
            return;
        }
        CompletableFuture.runAsync(work, executor).join();
    }

    private Thread thread(Runnable work) {
        var thread = new Thread(work, "fake-time");
        thread.setDaemon(true);
        current = thread;
        return thread;
    }
}
