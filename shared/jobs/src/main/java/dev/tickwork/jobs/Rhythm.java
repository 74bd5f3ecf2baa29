package dev.tickwork.jobs;

import dev.tickwork.jobs.cron.Cron;
import dev.tickwork.jobs.cron.FireTimes;
import dev.tickwork.jobs.cron.Interval;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** An interval or a cron expression. */
public final class Rhythm {
    /** What counts as the distance of two fires when there is no second one. */
    private static final Duration NEVER_AGAIN = Duration.ofDays(36_500);

    private final @Nullable Duration wish;
    private final @Nullable Cron cron;
    private final Function<Instant, Cadence> cadence;
    private final Duration untilFirst;

    private Rhythm(
            @Nullable Duration wish, @Nullable Cron cron, Function<Instant, Cadence> cadence, Duration untilFirst) {
        this.wish = wish;
        this.cron = cron;
        this.cadence = cadence;
        this.untilFirst = untilFirst;
    }

    public static Rhythm every(Duration wish) {
        Cadence asWished = Cadence.of(wish);
        return new Rhythm(wish, null, now -> asWished, Duration.ZERO);
    }

    public static Rhythm at(Cron cron) {
        return new Rhythm(null, cron, now -> Cadence.of(distance(cron, now)), Duration.ZERO);
    }

    Rhythm stretchedBy(Function<Instant, Cadence> other) {
        if (wish == null) {
            throw new IllegalStateException("a cron expression is not stretched: " + cron);
        }
        return new Rhythm(wish, null, other, untilFirst);
    }

    Rhythm startingAfter(Duration first) {
        if (wish == null) {
            throw new IllegalStateException("a cron expression says itself when it starts: " + cron);
        }
        return new Rhythm(wish, null, cadence, first);
    }

    /** The interval that is wished for; empty for a cron expression. */
    public Optional<Duration> wish() {
        return Optional.ofNullable(wish);
    }

    /** Empty for an interval. */
    public Optional<Cron> cron() {
        return Optional.ofNullable(cron);
    }

    /** How long after the first start of its job an interval begins; nothing when it begins at once. */
    public Duration untilFirst() {
        return untilFirst;
    }

    /** How often it should fire; of a cron expression, the distance of its next two fires. */
    public Duration usualDistance(Instant now) {
        return wish == null ? distance(Objects.requireNonNull(cron), now) : wish;
    }

    Cadence cadenceAt(Instant now) {
        return cadence.apply(now);
    }

    FireTimes timesFrom(Instant due, Duration every) {
        return cron == null ? new Interval(every, due) : cron;
    }

    private static Duration distance(Cron cron, Instant now) {
        return cron.nextAfter(now)
                .flatMap(first -> cron.nextAfter(first).map(second -> Duration.between(first, second)))
                .orElse(NEVER_AGAIN);
    }
}
