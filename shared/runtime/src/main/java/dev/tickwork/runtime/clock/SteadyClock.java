package dev.tickwork.runtime.clock;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.LongSupplier;

/**
 * The present moment as Postgres has it, read without asking Postgres. It runs on the machine's monotonic counter, so a
 * stepped system clock does not touch it, and never goes back: when it is ahead it runs at half speed, when it is behind
 * at one and a half, until it agrees. Only when it is far behind does it jump.
 */
final class SteadyClock extends Clock {
    /** More than this behind, and work on the other nodes would be due long before it is here. */
    static final Duration FAR = Duration.ofSeconds(2);

    private static final long NOISE_NANOS = 1_000_000;
    private static final long STEERING_DIVISOR = 2;

    /**
     * Where the clock stands and how it goes on.
     *
     * @param steeringNanos for how long it is steered from {@code counter} on
     * @param direction 1 when it hurries, -1 when it dawdles, 0 when it is right
     */
    private record Course(long counter, Instant at, long steeringNanos, int direction) {
        Instant read(long now) {
            long elapsed = now - counter;
            long steered = Math.min(elapsed, steeringNanos) / STEERING_DIVISOR;
            return at.plusNanos(elapsed + direction * steered);
        }
    }

    private final LongSupplier counter;
    private volatile Course course;

    /**
     * @param start the present moment, as well as it is known
     * @param counter nanoseconds that only ever grow
     */
    SteadyClock(Instant start, LongSupplier counter) {
        this.counter = counter;
        this.course = new Course(counter.getAsLong(), start, 0, 0);
    }

    @Override
    public Instant instant() {
        return course.read(counter.getAsLong());
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("the clock is in UTC; convert the instant instead");
    }

    /** Takes the moment over as it is, even back. For the start, before anybody has read the clock. */
    void set(Instant moment) {
        course = new Course(counter.getAsLong(), moment, 0, 0);
    }

    /**
     * Steers until it agrees with Postgres.
     *
     * @param behind how far it is from it; negative when it is ahead
     */
    synchronized void steer(Duration behind) {
        long reading = counter.getAsLong();
        Instant here = course.read(reading);
        course = behind.compareTo(FAR) > 0
                ? new Course(reading, here.plus(behind), 0, 0)
                : steered(reading, here, behind.toNanos());
    }

    private static Course steered(long reading, Instant here, long behind) {
        if (Math.abs(behind) < NOISE_NANOS) {
            return new Course(reading, here, 0, 0);
        }
        return new Course(reading, here, Math.abs(behind) * STEERING_DIVISOR, Long.signum(behind));
    }
}
