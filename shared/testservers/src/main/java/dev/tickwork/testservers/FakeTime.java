package dev.tickwork.testservers;

import dev.tickwork.domain.time.Alarm;
import dev.tickwork.domain.time.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A clock that stands still until a test moves it. Alarms run one after the other on a thread of this clock, each at its
 * own moment; an alarm in the past runs at once. Safe for any thread.
 */
public final class FakeTime implements Time {
    private static final Logger log = LoggerFactory.getLogger(FakeTime.class);

    private final AlarmThread thread = new AlarmThread();
    private final Queue<Entry> entries =
            new PriorityQueue<>(Comparator.comparing(Entry::when).thenComparing(Entry::number));
    private Instant now;
    private long numbers;
    private volatile int speed = 1;

    public FakeTime(Instant now) {
        this.now = now;
    }

    /** A clock that stands at an ISO moment such as {@code 2026-03-02T12:00:00Z}. */
    public static FakeTime at(String moment) {
        return new FakeTime(Instant.parse(moment));
    }

    @Override
    public synchronized Instant now() {
        return now;
    }

    @Override
    public Duration shownIn(Duration trueTime) {
        return trueTime.multipliedBy(speed);
    }

    @Override
    public synchronized Alarm wakeAt(Instant when, Runnable wake) {
        var entry = new Entry(when, numbers++, wake);
        entries.add(entry);
        if (!when.isAfter(now)) {
            thread.start(this::runOverdue);
        }
        return () -> remove(entry);
    }

    /** From now on it counts as a clock that runs so many times as fast as true time. */
    public void runs(int times) {
        speed = times;
    }

    /** Moves the clock forward and returns when every alarm that fell due on the way has run. */
    public void advance(Duration by) {
        moveTo(now().plus(by));
    }

    /**
     * Moves the clock to a moment, running what falls due on the way in its order, what is armed on the way included. To
     * go back is allowed and runs nothing.
     */
    public void moveTo(Instant moment) {
        thread.run(() -> runUntil(moment));
    }

    /** The moment of the earliest alarm that is still to come; empty when nobody waits. */
    public synchronized Optional<Instant> nextAlarm() {
        return Optional.ofNullable(entries.peek()).map(Entry::when);
    }

    private void runUntil(Instant moment) {
        for (Entry due = takeDue(moment); due != null; due = takeDue(moment)) {
            run(due.wake());
        }
    }

    private void runOverdue() {
        for (Entry due = takeDue(now()); due != null; due = takeDue(now())) {
            run(due.wake());
        }
    }

    // That nothing is left and that the clock stands there is one moment: an alarm that is set right after it
    // is overdue.
    private synchronized @Nullable Entry takeDue(Instant until) {
        Entry first = entries.peek();
        if (first == null || first.when().isAfter(until)) {
            now = until;
            return null;
        }
        if (first.when().isAfter(now)) {
            now = first.when();
        }
        return entries.poll();
    }

    private synchronized void remove(Entry entry) {
        entries.remove(entry);
    }

    private static void run(Runnable wake) {
        try {
            wake.run();
        } catch (RuntimeException | Error e) {
            log.atError().setCause(e).log("alarm failed");
        }
    }

    private record Entry(Instant when, long number, Runnable wake) {}
}
