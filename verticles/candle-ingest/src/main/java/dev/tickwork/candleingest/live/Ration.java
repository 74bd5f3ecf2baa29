package dev.tickwork.candleingest.live;

import dev.tickwork.domain.candles.Observation;
import dev.tickwork.domain.time.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What may be shown of one series: one candle each quarter of a second, the newest of those that came meanwhile. */
final class Ration {
    private static final Duration PAUSE = Duration.ofMillis(250);

    private final Time time;
    private final Consumer<Observation> show;
    private @Nullable Observation newest;
    private @Nullable Instant nextAt;
    private boolean isWaiting;

    Ration(Time time, Consumer<Observation> show) {
        this.time = time;
        this.show = show;
    }

    /** @return what will not be shown: this one, or an earlier candle that is over and waited; empty when there is none */
    synchronized Optional<Observation> offer(Observation seen) {
        Observation before = newest;
        if (before != null && isBefore(seen, before)) {
            return Optional.of(seen);
        }
        newest = seen;
        if (isWaiting) {
            return Optional.ofNullable(before).filter(other -> other.isFinal() && byOpen(other, seen) < 0);
        }
        sendOrWait();
        return Optional.empty();
    }

    private void sendOrWait() {
        Instant now = time.now();
        if (nextAt != null && mustWait(now, nextAt)) {
            isWaiting = true;
            var unused = time.wakeAt(nextAt, this::wake);
            return;
        }
        nextAt = now.plus(PAUSE);
        if (newest != null) {
            show.accept(newest);
        }
    }

    /** A clock that was moved back would hold everything up until it has come that far again. */
    private static boolean mustWait(Instant now, Instant next) {
        return now.isBefore(next) && Duration.between(now, next).compareTo(PAUSE) <= 0;
    }

    private synchronized void wake() {
        isWaiting = false;
        sendOrWait();
    }

    private static boolean isBefore(Observation seen, Observation other) {
        int byOpen = byOpen(seen, other);
        return byOpen != 0 ? byOpen < 0 : seen.seenAt().isBefore(other.seenAt());
    }

    private static int byOpen(Observation seen, Observation other) {
        return seen.candle().openTime().compareTo(other.candle().openTime());
    }
}
