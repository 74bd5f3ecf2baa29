package dev.tickwork.jobs.engine;

import dev.tickwork.jobs.ClockOffset;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Measures how far Postgres's clock is ahead of this machine's. */
final class OffsetMeter {
    private static final Logger log = LoggerFactory.getLogger(OffsetMeter.class);
    private static final Duration SUSPICIOUS = Duration.ofSeconds(2);
    private static final Duration TOO_SLOW_TO_TELL = Duration.ofSeconds(1);

    private final Clock machine;
    private final ClockOffset listener;
    private Duration offset = Duration.ZERO;
    private boolean warned;

    OffsetMeter(Clock machine, ClockOffset listener) {
        this.machine = machine;
        this.listener = listener;
    }

    /** What was measured last; zero before. */
    Duration offset() {
        return offset;
    }

    Instant start() {
        return machine.instant();
    }

    /** Postgres answered with its time; the middle of the round trip is when it most likely read it. */
    void answered(Instant started, Instant postgres) {
        Duration roundTrip = Duration.between(started, machine.instant());
        if (roundTrip.compareTo(TOO_SLOW_TO_TELL) > 0) {
            return;
        }
        offset = Duration.between(started.plus(roundTrip.dividedBy(2)), postgres);
        warnOnce();
        listener.measured(offset);
    }

    private void warnOnce() {
        boolean suspicious = offset.abs().compareTo(SUSPICIOUS) > 0;
        if (suspicious && !warned) {
            log.atWarn().addKeyValue("ms", offset.toMillis()).log("this machine's clock is far from postgres's");
        }
        warned = suspicious;
    }
}
