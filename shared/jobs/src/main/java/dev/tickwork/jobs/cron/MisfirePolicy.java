package dev.tickwork.jobs.cron;

import java.time.Duration;
import java.time.Instant;

/**
 * Which of the fires run that came due while nobody could start them. It is always the newest of them, at most
 * {@link #most()}, none older than {@link #oldest}; a fire that is taken up in time is the only one due, and runs.
 */
public sealed interface MisfirePolicy {
    /** How late a fire may be and still count as taken up in time, when a schedule says nothing else. */
    Duration IN_TIME = Duration.ofMinutes(1);

    /** What was missed is left out. */
    MisfirePolicy SKIP = new Skip(IN_TIME);

    /** What was missed is caught up by one run. */
    MisfirePolicy ONE = new One();

    /** How many fires run at most. */
    int most();

    /** No fire before this one runs. */
    Instant oldest(Instant now);

    /**
     * What was missed is left out.
     *
     * @param inTime how late the newest fire may be and run nevertheless, because it was not missed; not negative
     */
    record Skip(Duration inTime) implements MisfirePolicy {
        public Skip {
            if (inTime.isNegative()) {
                throw new IllegalArgumentException("inTime must not be negative but is " + inTime);
            }
        }

        @Override
        public int most() {
            return 1;
        }

        @Override
        public Instant oldest(Instant now) {
            return now.minus(inTime);
        }
    }

    /** What was missed is caught up by one run, that of the newest fire, however old it is. */
    record One() implements MisfirePolicy {
        @Override
        public int most() {
            return 1;
        }

        @Override
        public Instant oldest(Instant now) {
            return Instant.MIN;
        }
    }

    /**
     * Every missed fire gets its run, within limits.
     *
     * @param window older fires are left out; positive
     * @param max so many runs at most, those of the newest fires; 1 to 1000
     */
    record All(Duration window, int max) implements MisfirePolicy {
        private static final int MOST = 1000;

        public All {
            if (window.isNegative() || window.isZero()) {
                throw new IllegalArgumentException("window must be positive but is " + window);
            }
            if (max < 1 || max > MOST) {
                throw new IllegalArgumentException("max must be 1 to " + MOST + " but is " + max);
            }
        }

        @Override
        public int most() {
            return max;
        }

        @Override
        public Instant oldest(Instant now) {
            return now.minus(window);
        }
    }
}
