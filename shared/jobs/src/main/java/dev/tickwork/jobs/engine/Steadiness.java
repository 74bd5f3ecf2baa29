package dev.tickwork.jobs.engine;

import dev.tickwork.domain.time.Time;
import dev.tickwork.jobs.EngineSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * What the signs of life of this node say about those of others. While this one was not heard, others may have had no
 * chance to be heard either, so that counts as nobody's silence. Whoever was away for as long as makes a node count as gone,
 * or had its clock moved, begins anew. Touched on the engine's context only.
 */
final class Steadiness {
    /** With more than so many of them it begins anew after the oldest. */
    private static final int MOST_REMEMBERED = 20;

    private final Time time;
    private final EngineSettings settings;
    /** The latest is first. */
    private final Deque<Missed> missed = new ArrayDeque<>();

    private Instant since = Instant.MAX;
    private Instant last = Instant.MIN;

    Steadiness(Time time, EngineSettings settings) {
        this.time = time;
        this.settings = settings;
    }

    /** Nothing from before says how long ago it was. */
    void beginAnew(Instant now) {
        missed.clear();
        since = now;
        last = now;
    }

    /** Postgres has a sign of life of this node from then. */
    void heard(Instant now) {
        if (wasAway(now)) {
            beginAnew(now);
            return;
        }
        if (hasMissed(now)) {
            missed.addFirst(new Missed(last, now));
        }
        if (missed.size() > MOST_REMEMBERED) {
            since = missed.removeLast().to();
        }
        last = now;
    }

    /** When this node was heard last, or began anew; empty before that. */
    Optional<Instant> lastHeard() {
        return Optional.of(last).filter(Instant.MIN::isBefore);
    }

    /** Who was not heard since then is gone; empty while this node cannot tell, because others had no time to beat. */
    Optional<Instant> silentSince(Instant now) {
        if (wasAway(now)) {
            return Optional.empty();
        }
        Instant moment = back(time.shownIn(settings.lostAfter()), now);
        return moment.isBefore(since) ? Optional.empty() : Optional.of(moment);
    }

    // As far back as it takes to have been heard for so long.
    private Instant back(Duration whole, Instant now) {
        Duration left = whole;
        Instant from = now;
        for (Missed gap : missedUntil(now)) {
            Duration heard = Duration.between(gap.to(), from);
            if (heard.compareTo(left) >= 0) {
                return from.minus(left);
            }
            left = left.minus(heard);
            from = gap.from();
        }
        return from.minus(left);
    }

    private List<Missed> missedUntil(Instant now) {
        List<Missed> all = new ArrayList<>();
        if (hasMissed(now)) {
            all.add(new Missed(last, now));
        }
        all.addAll(missed);
        return all;
    }

    private boolean wasAway(Instant now) {
        return last.isAfter(now) || Duration.between(last, now).compareTo(time.shownIn(settings.lostAfter())) >= 0;
    }

    // Halfway to the next but one: that it missed one shows before another that missed as many looks silent to it.
    private boolean hasMissed(Instant now) {
        Duration most = time.shownIn(settings.heartbeat()).multipliedBy(3).dividedBy(2);
        return Duration.between(last, now).compareTo(most) > 0;
    }

    /** From the last sign of life before one that was missed to the first after it. */
    private record Missed(Instant from, Instant to) {}
}
