package dev.tickwork.bench.jobs;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Callers who each ask for one thing after the other, for the next when the last is done. A call that blocks holds its
 * caller's thread, one that does not holds none, as with anybody who uses such an engine.
 */
final class Callers {
    private final Supplier<CompletionStage<?>> call;
    private final long deadline;
    private final CountDownLatch calling;
    private final LongAdder done = new LongAdder();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    private Callers(int callers, Duration duration, Supplier<CompletionStage<?>> call) {
        this.call = call;
        this.deadline = System.nanoTime() + duration.toNanos();
        this.calling = new CountDownLatch(callers);
    }

    /** Lets so many call for so long, and says how often they succeeded in what time. */
    static Throughput call(int callers, Duration duration, Supplier<CompletionStage<?>> call)
            throws InterruptedException {
        long begin = System.nanoTime();
        var all = new Callers(callers, duration, call);
        IntStream.range(0, callers).forEach(i -> new Thread(all::callOn, "caller-" + i).start());
        all.calling.await();
        if (all.failure.get() != null) {
            throw new IllegalStateException("a call failed", all.failure.get());
        }
        return new Throughput(all.done.sum(), System.nanoTime() - begin);
    }

    private void callOn() {
        while (System.nanoTime() < deadline && failure.get() == null) {
            CompletableFuture<?> answer = ask();
            if (!answer.isDone()) {
                answer.whenComplete(this::continueLater);
                return;
            }
            count(answer);
        }
        calling.countDown();
    }

    private CompletableFuture<?> ask() {
        try {
            return call.get().toCompletableFuture();
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private void count(CompletableFuture<?> answer) {
        answer.whenComplete((value, thrown) -> note(thrown));
    }

    private void continueLater(@Nullable Object value, @Nullable Throwable thrown) {
        note(thrown);
        callOn();
    }

    private void note(@Nullable Throwable thrown) {
        if (thrown == null) {
            done.increment();
        } else {
            failure.compareAndSet(null, thrown);
        }
    }
}
