package dev.tickwork.redis;

import java.time.Duration;
import java.time.temporal.ChronoUnit;

/**
 * The generic cell rate algorithm: all that is kept is the moment at which the bucket is full again. Times are
 * microseconds after now, so that the arithmetic stays exact. The script of {@link RedisRateLimit} does the same.
 *
 * @param fullIn when the bucket is full again, after this answer
 * @param delay how long until the request fits
 * @see <a href="https://en.wikipedia.org/wiki/Generic_cell_rate_algorithm">the algorithm</a>
 */
record Gcra(boolean granted, long delay, long fullIn) {
    static Gcra decide(PermitRequest request, long fullIn) {
        double interval = request.rate().interval();
        long after = Math.round(Math.max(0, fullIn) + request.cost() * interval);
        long delay = Math.max(0, Math.round(after - request.rate().burst() * interval));
        boolean granted = delay <= micros(request.patience());
        return new Gcra(granted, delay, granted ? after : Math.max(0, fullIn));
    }

    /** The state in which the next permit is free after a hold, and further ones one by one. */
    static long heldFor(Rate rate, long hold) {
        return Math.round(hold + (rate.burst() - 1) * rate.interval());
    }

    Permit permit(Rate rate) {
        double free = rate.burst() - fullIn / rate.interval();
        // Half a microsecond of rounding must not hide a permit that is there.
        int remaining = (int) Math.max(0, Math.floor(free + 1e-6));
        return new Permit(granted, duration(delay), rate.burst(), remaining, duration(fullIn));
    }

    static long micros(Duration duration) {
        return duration.toNanos() / 1_000;
    }

    private static Duration duration(long micros) {
        return Duration.of(micros, ChronoUnit.MICROS);
    }
}
