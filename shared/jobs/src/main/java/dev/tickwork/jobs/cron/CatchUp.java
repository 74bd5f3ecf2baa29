package dev.tickwork.jobs.cron;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What to do about the fires of a schedule that are due. Says the same whenever it is asked the same; who claims a fire
 * only once is the ledger's business.
 *
 * @param run fires to run now, oldest first
 * @param missed how many fires were due and do not run
 * @param next the first fire that is not due yet; null when there is none any more
 */
public record CatchUp(
        List<Instant> run, long missed, @Nullable Instant next) {
    public CatchUp {
        run = List.copyOf(run);
    }

    /**
     * Decides. Takes its time by the days that have passed, not by the fires: the missed ones are counted, never listed.
     *
     * @param first the first fire that nobody has claimed; it counts as a fire even when {@code times} does not know it,
     *     because it was put off or the schedule has changed since
     */
    public static CatchUp of(MisfirePolicy policy, FireTimes times, Instant first, Instant now) {
        if (first.isAfter(now)) {
            return new CatchUp(List.of(), 0, first);
        }
        List<Instant> run = newest(policy.most(), times, first, now).stream()
                .filter(fire -> !fire.isBefore(policy.oldest(now)))
                .toList();
        long due = 1 + times.countBetween(first, now);
        return new CatchUp(run, due - run.size(), times.nextAfter(now).orElse(null));
    }

    private static List<Instant> newest(int most, FireTimes times, Instant first, Instant now) {
        List<Instant> fires = new ArrayList<>();
        if (times.countBetween(first, now) < most) {
            fires.add(first);
        }
        Optional<Instant> next = times.nextAfter(startOfLast(most, times, first, now));
        while (next.isPresent() && !next.get().isAfter(now)) {
            fires.add(next.get());
            next = times.nextAfter(next.get());
        }
        return fires;
    }

    /** The earliest moment after which at most {@code most} fires are due, by halving: no fire is enumerated. */
    private static Instant startOfLast(int most, FireTimes times, Instant first, Instant now) {
        if (times.countBetween(first, now) <= most) {
            return first;
        }
        Instant tooEarly = first;
        Instant start = now;
        while (tooEarly.isBefore(start.minusMillis(1))) {
            Instant middle = tooEarly.plus(Duration.between(tooEarly, start).dividedBy(2));
            if (times.countBetween(middle, now) > most) {
                tooEarly = middle;
            } else {
                start = middle;
            }
        }
        return start;
    }
}
