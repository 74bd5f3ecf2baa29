package dev.tickwork.runtime.clock;

import dev.tickwork.domain.time.Alarm;
import dev.tickwork.domain.time.Time;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one clock of a process. It follows Postgres' clock, and shows another time when an operator moved it. Alarms keep
 * their moment on the clock: when the clock moves past one, it goes off. They run on a context of the clock's own, so an
 * undeployed verticle does not take them along.
 */
public final class NodeTime implements Time {
    private static final Logger log = LoggerFactory.getLogger(NodeTime.class);

    /** Long waits are looked at again, because the clock may have been steered meanwhile. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

    private static final Duration AT_ONCE = Duration.ofMillis(1);
    private static final long NO_TIMER = -1;

    private record Waiting(Instant when, long number, Runnable wake) {}

    private final Vertx vertx;
    private final Context home;
    private final SteadyClock trueTime;
    private final AtomicLong numbers = new AtomicLong();
    private final ConcurrentSkipListSet<Waiting> waiting =
            new ConcurrentSkipListSet<>(Comparator.comparing(Waiting::when).thenComparing(Waiting::number));
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private volatile MovedClock moved = MovedClock.NOT_MOVED;
    private long timer = NO_TIMER;

    /** A clock that starts at the machine's own time. Make it outside of any verticle. */
    public NodeTime(Vertx vertx) {
        this(vertx, Instant.now(), System::nanoTime);
    }

    NodeTime(Vertx vertx, Instant start, LongSupplier counter) {
        this.vertx = vertx;
        this.home = vertx.getOrCreateContext();
        this.trueTime = new SteadyClock(start, counter);
    }

    @Override
    public Instant now() {
        return moved.shown(trueTime.instant());
    }

    @Override
    public Duration shownIn(Duration trueTime) {
        return moved.shownLength(trueTime);
    }

    /** The true time, as Postgres has it, whatever the clock was moved to. */
    public Clock trueClock() {
        return trueTime;
    }

    @Override
    public Alarm wakeAt(Instant when, Runnable wake) {
        var asked = new Waiting(when, numbers.incrementAndGet(), wake);
        waiting.add(asked);
        if (asked.equals(first())) {
            rearm();
        }
        return () -> waiting.remove(asked);
    }

    /** Takes Postgres' time over as it is. For the start, before anybody has read the clock. */
    void startAt(Instant databaseNow) {
        trueTime.set(databaseNow);
    }

    /**
     * Steers towards Postgres.
     *
     * @param behind how far {@link #trueClock()} was behind Postgres' clock; negative when it was ahead
     */
    public void follow(Duration behind) {
        if (behind.abs().compareTo(SteadyClock.FAR) > 0) {
            log.atWarn().addKeyValue("ms", behind.toMillis()).log("this node's clock was far from the database's");
        }
        trueTime.steer(behind);
        rearm();
    }

    /** Shows what was set, from now on. */
    void show(MovedClock setting) {
        moved = setting;
        rearm();
        listeners.forEach(Runnable::run);
    }

    /** Tells each time that an operator has moved the clock; what waits for a moment by other means than alarms looks again. */
    public void onMoved(Runnable listener) {
        listeners.add(listener);
    }

    MovedClock shown() {
        return moved;
    }

    private void rearm() {
        home.runOnContext(here -> arm());
    }

    private void arm() {
        if (timer != NO_TIMER) {
            vertx.cancelTimer(timer);
            timer = NO_TIMER;
        }
        Waiting next = first();
        if (next != null) {
            timer = vertx.setTimer(until(next.when()).toMillis(), due -> ring());
        }
    }

    /** The alarm that goes off first; null when there is none. Others may take alarms away at any moment. */
    private @Nullable Waiting first() {
        Iterator<Waiting> all = waiting.iterator();
        return all.hasNext() ? all.next() : null;
    }

    private Duration until(Instant when) {
        Instant now = now();
        if (!when.isAfter(now)) {
            return AT_ONCE;
        }
        MovedClock clock = moved;
        Instant horizon = now.plus(clock.shownLength(LONGEST_WAIT));
        return clock.trueLength(Duration.between(now, when.isBefore(horizon) ? when : horizon));
    }

    private void ring() {
        timer = NO_TIMER;
        Instant now = now();
        for (Waiting next = first(); next != null && !next.when().isAfter(now); next = first()) {
            if (waiting.remove(next)) {
                wake(next);
            }
        }
        arm();
    }

    private static void wake(Waiting due) {
        try {
            due.wake().run();
        } catch (RuntimeException e) {
            log.atError().setCause(e).log("an alarm failed");
        }
    }
}
