package dev.tickwork.bench.jobs;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** What the runs of a process do: nothing but to note that they began. */
final class Arrivals implements Consumer<Ticket> {
    private static final long PATIENCE_SECONDS = 180;

    private final Queue<Long> waits = new ConcurrentLinkedQueue<>();
    private final AtomicLong firstAt = new AtomicLong();
    private volatile CountDownLatch missing = new CountDownLatch(0);

    /** Forgets what came so far; so many are to come from now on. */
    void expect(int runs) {
        waits.clear();
        firstAt.set(0);
        missing = new CountDownLatch(runs);
    }

    @Override
    public void accept(Ticket ticket) {
        firstAt.compareAndSet(0, System.nanoTime());
        waits.add(ticket.waited());
        missing.countDown();
    }

    /** Waits until all that are expected have come. */
    void await() throws InterruptedException {
        if (!missing.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException(missing.getCount() + " runs did not begin");
        }
    }

    /** Nanoseconds since the first that came. */
    long sinceFirst() {
        return System.nanoTime() - firstAt.get();
    }

    /** How long each waited, in microseconds. */
    Queue<Long> waits() {
        return waits;
    }
}
