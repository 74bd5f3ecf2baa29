package dev.tickwork.candleingest.stream;

import dev.tickwork.candleingest.stream.StreamSettings.Reconnecting;
import dev.tickwork.domain.Fault;
import dev.tickwork.domain.time.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/** How long to wait before another connection. What failed together does not come back together. */
final class Patience {
    private final Reconnecting settings;
    private final Time time;
    private final RandomGenerator random;

    Patience(Reconnecting settings, Time time, RandomGenerator random) {
        this.settings = settings;
        this.time = time;
        this.random = random;
    }

    /** @param failures in a row, this one counted */
    Duration after(int failures, Throwable failure) {
        if (failure instanceof Fault.RateLimited limited) {
            return until(limited.until());
        }
        boolean isShut = failure instanceof Fault.Disabled || failure instanceof Fault.Permanent;
        return isShut ? between(settings.longest()) : after(failures);
    }

    /** After a stream that ended. */
    Duration after(int failures) {
        return between(settings.wait(failures));
    }

    private Duration until(Instant moment) {
        Duration wait = Duration.between(time.now(), moment);
        return (wait.isNegative() ? Duration.ZERO : wait).plus(between(settings.first()));
    }

    /** From half of it to all of it. */
    private Duration between(Duration most) {
        return most.dividedBy(2).plus(Duration.ofNanos((long)
                (random.nextDouble() * most.dividedBy(2).toNanos())));
    }
}
