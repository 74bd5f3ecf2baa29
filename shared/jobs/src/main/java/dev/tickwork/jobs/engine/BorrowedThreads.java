package dev.tickwork.jobs.engine;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Callable;

/** The worker threads on which one run blocks. They are interrupted when it should stop, so that none stays away. */
final class BorrowedThreads {
    private final Vertx vertx;
    private final Set<Thread> borrowed = new HashSet<>();
    private boolean interrupted;

    BorrowedThreads(Vertx vertx) {
        this.vertx = vertx;
    }

    <T> Future<T> run(Callable<T> code) {
        return vertx.executeBlocking(() -> lent(code), false);
    }

    synchronized void giveBack() {
        interrupted = true;
        borrowed.forEach(Thread::interrupt);
    }

    private <T> T lent(Callable<T> code) throws Exception {
        borrow();
        try {
            return code.call();
        } finally {
            giveBackOwn();
        }
    }

    private synchronized void borrow() {
        borrowed.add(Thread.currentThread());
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    // Under the lock, so that an interrupt meant for this run does not hit the next one on the same thread.
    private synchronized void giveBackOwn() {
        borrowed.remove(Thread.currentThread());
        boolean wasMeantForUs = Thread.interrupted();
        interrupted = interrupted || wasMeantForUs;
    }
}
