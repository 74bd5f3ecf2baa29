package dev.tickwork.jobs;

import java.time.Duration;

/**
 * How long one run may take, in true time however fast the clock runs.
 *
 * @param soft after this the run is asked to stop: {@link RunContext#isCancelled()} turns true
 * @param hard after this the run is recorded as timed out and whatever it still writes is refused
 */
public record TimeLimits(Duration soft, Duration hard) {
    public TimeLimits {
        if (soft.isNegative() || soft.isZero()) {
            throw new IllegalArgumentException("soft must be positive but is " + soft);
        }
        if (hard.compareTo(soft) < 0) {
            throw new IllegalArgumentException("hard must not be less than soft (" + soft + ") but is " + hard);
        }
    }
}
