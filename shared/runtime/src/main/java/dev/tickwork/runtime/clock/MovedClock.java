package dev.tickwork.runtime.clock;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the clock was set to, and when. The same on every node.
 *
 * @param spec what was asked for
 * @param setAt the true time at which it began to count
 */
record MovedClock(ClockSpec spec, Instant setAt) {
    static final MovedClock NOT_MOVED = new MovedClock(ClockSpec.REAL, Instant.EPOCH);

    /** What the clock shows at a true moment. */
    Instant shown(Instant trueNow) {
        @Nullable Instant startsAt = spec.startsAt();
        if (startsAt == null) {
            return trueNow;
        }
        BigDecimal elapsed = BigDecimal.valueOf(Duration.between(setAt, trueNow).toNanos());
        return startsAt.plusNanos(elapsed.multiply(spec.speed()).longValue());
    }

    /** How far the clock gets in a stretch of true time. */
    Duration shownLength(Duration trueTime) {
        return Duration.ofMillis(
                spec.speed().multiply(BigDecimal.valueOf(trueTime.toMillis())).longValue());
    }

    /** How long a stretch on the clock takes in true time; at least a millisecond, rounded up. */
    Duration trueLength(Duration onTheClock) {
        long millis = BigDecimal.valueOf(onTheClock.toNanos())
                .divide(spec.speed().multiply(BigDecimal.valueOf(1_000_000)), 0, RoundingMode.UP)
                .longValue();
        return Duration.ofMillis(Math.max(1, millis));
    }
}
