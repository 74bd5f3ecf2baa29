package dev.tickwork.domain.time;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * The one clock of a process. Everything that decides by the hour asks it, and everything that waits lets it wake it, so
 * that tests and a moved clock move all of it together.
 */
public interface Time {
    /** The present moment, in UTC. Never goes back by itself, but an operator may move it. */
    Instant now();

    /**
     * Runs {@code wake} once, at {@code when} or at once if that has passed. The runner may be any thread that the
     * implementation owns; a wake that throws is logged and harms no other alarm.
     */
    Alarm wakeAt(Instant when, Runnable wake);

    /**
     * How far this clock gets in a stretch of true time. A clock that was made to run faster hurries everything but
     * machines, networks and people, so whoever waits for one of those counts by this: signs of life, leases, the patience
     * with somebody who does not answer.
     */
    default Duration shownIn(Duration trueTime) {
        return trueTime;
    }

    /** Runs {@code wake} once, {@code delay} from now. */
    default Alarm wakeAfter(Duration delay, Runnable wake) {
        return wakeAt(now().plus(delay), wake);
    }

    /** This clock as the JDK's, for code that only needs to read it. Always UTC. */
    default Clock asClock() {
        return new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                throw new UnsupportedOperationException("Tickwork's clock is in UTC; convert the instant instead");
            }

            @Override
            public Instant instant() {
                return now();
            }
        };
    }
}
