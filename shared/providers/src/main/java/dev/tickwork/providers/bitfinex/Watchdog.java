package dev.tickwork.providers.bitfinex;

import dev.tickwork.domain.time.Alarm;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * Notices a dead wire. Each channel says something every 15 seconds, were it only {@code hb}; a quiet market is no silence.
 */
final class Watchdog {
    private static final Duration PATIENCE = Duration.ofSeconds(45);
    private static final Duration QUIET = Duration.ofSeconds(20);

    /** A maintenance takes two minutes at most, says Bitfinex. */
    private static final Duration PATIENCE_IN_MAINTENANCE = Duration.ofMinutes(3);

    private final StreamLine line;
    private final Consumer<String> onSilence;
    private Alarm alarm = () -> {};
    private Instant heardAt;
    private Instant lookAt;
    private Duration patience = PATIENCE;
    private long pings;
    private boolean isAsked;

    /** @param onSilence told how long nothing was heard; once */
    Watchdog(StreamLine line, Consumer<String> onSilence) {
        this.line = line;
        this.onSilence = onSilence;
        this.heardAt = line.now();
        this.lookAt = heardAt;
    }

    void start() {
        lookAfter(line.shownIn(QUIET));
    }

    /** Something came. */
    void heard(Instant at) {
        heardAt = at;
        isAsked = false;
        // The clock was moved back, and the alarm with it is a long way ahead.
        if (Duration.between(at, lookAt).compareTo(line.shownIn(PATIENCE_IN_MAINTENANCE)) > 0) {
            lookAfter(line.shownIn(QUIET));
        }
    }

    /** Has more patience while the exchange is being worked on. */
    void maintenance(boolean begins) {
        patience = begins ? PATIENCE_IN_MAINTENANCE : PATIENCE;
    }

    void stop() {
        alarm.cancel();
    }

    private void look() {
        Duration silence = Duration.between(heardAt, line.now());
        Duration quiet = line.shownIn(QUIET);
        Duration longest = line.shownIn(patience);
        if (silence.compareTo(longest) >= 0) {
            onSilence.accept("nothing was heard for " + silence.toSeconds() + " s");
            return;
        }
        if (silence.compareTo(quiet) >= 0 && !isAsked) {
            isAsked = true;
            line.say(StreamWords.ping(++pings));
        }
        lookAfter((isAsked ? longest : quiet).minus(silence));
    }

    private void lookAfter(Duration delay) {
        alarm.cancel();
        lookAt = line.now().plus(delay);
        alarm = line.after(delay, this::look);
    }
}
