package dev.tickwork.providers.bitfinex;

import dev.tickwork.domain.time.Alarm;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Notices a dead wire, and says when to look for dead channels. Each channel says something every 15 seconds, were it only
 * {@code hb}; a quiet market is no silence.
 */
final class Watchdog {
    private static final Duration PATIENCE = Duration.ofSeconds(45);
    private static final Duration QUIET = Duration.ofSeconds(20);

    /** A maintenance takes two minutes at most, says Bitfinex. */
    private static final Duration LONGEST_MAINTENANCE = Duration.ofMinutes(3);

    /** Until then whoever says nothing was noticed. */
    static final Duration NOTICED = PATIENCE.plus(QUIET);

    private final StreamLine line;
    private final Consumer<String> onSilence;
    private final Consumer<Duration> onLife;
    private Alarm alarm = () -> {};
    private Instant heardAt;
    private Instant lookAt;
    private @Nullable Instant pausesSince;
    private long pings;
    private boolean isAsked;

    /**
     * @param onSilence told what was not heard, and how long; once
     * @param onLife told how long a channel may say nothing, every 20 seconds or so while the wire lives and the exchange
     *     works: after a maintenance all are opened anew
     */
    Watchdog(StreamLine line, Consumer<String> onSilence, Consumer<Duration> onLife) {
        this.line = line;
        this.onSilence = onSilence;
        this.onLife = onLife;
        this.heardAt = line.now();
        this.lookAt = heardAt;
    }

    void start() {
        lookAfter(quiet());
    }

    /** Something came. */
    void heard(Instant at) {
        heardAt = at;
        isAsked = false;
        // The clock was moved back, and the alarm with it is a long way ahead.
        if (Duration.between(at, lookAt).compareTo(line.shownIn(LONGEST_MAINTENANCE)) > 0) {
            pausesSince = pausesSince == null ? null : at;
            lookAfter(quiet());
        }
    }

    /** When something came last. */
    Instant heardAt() {
        return heardAt;
    }

    /** How long a channel says nothing at most, as long as it lives. */
    Duration quiet() {
        return line.shownIn(QUIET);
    }

    /** Until the exchange has been worked on nothing counts but the word that it is over; that may be lost, too. */
    void maintenance(boolean begins) {
        if (!begins) {
            pausesSince = null;
        } else if (pausesSince == null) {
            pausesSince = line.now();
        }
        lookAfter(quiet());
    }

    void stop() {
        alarm.cancel();
    }

    private void look() {
        if (pausesSince != null) {
            lookAtPause(Duration.between(pausesSince, line.now()));
            return;
        }
        Duration silence = Duration.between(heardAt, line.now());
        Duration quiet = quiet();
        Duration longest = line.shownIn(PATIENCE);
        if (silence.compareTo(longest) >= 0) {
            onSilence.accept("nothing was heard for " + silence.toSeconds() + " s");
            return;
        }
        onLife.accept(longest);
        if (silence.compareTo(quiet) >= 0 && !isAsked) {
            isAsked = true;
            line.say(StreamWords.ping(++pings));
        }
        lookAfter((isAsked ? longest : quiet).minus(silence));
    }

    private void lookAtPause(Duration pause) {
        Duration left = line.shownIn(LONGEST_MAINTENANCE).minus(pause);
        if (left.isZero() || left.isNegative()) {
            onSilence.accept("no end of the maintenance was heard for " + pause.toSeconds() + " s");
            return;
        }
        lookAfter(left);
    }

    private void lookAfter(Duration delay) {
        alarm.cancel();
        lookAt = line.now().plus(delay);
        alarm = line.after(delay, this::look);
    }
}
