package dev.tickwork.candleingest.update;

import dev.tickwork.jobs.Cadence;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How often all series can be asked for their newest candles.
 *
 * @param interval the time from one round to the next, as wished
 * @param betweenCalls how long lies between two requests
 * @param rereads how often closed candles are read again, which takes requests, too; null when they are not
 */
public record UpdatePace(
        Duration interval, Duration betweenCalls, @Nullable RereadPace rereads) {
    /** Why so many series are too many, in words for people; empty when they are not. */
    public Optional<String> tooFast(int series) {
        Duration least = least(series);
        return interval.compareTo(least) >= 0 ? Optional.empty() : Optional.of(why(series, least));
    }

    /** How often so many series are asked for: as wished, or as often as the exchange allows, and then why. */
    public Cadence cadence(int series) {
        return tooFast(series).map(why -> new Cadence(least(series), null, why)).orElseGet(() -> Cadence.of(interval));
    }

    private String why(int series, Duration least) {
        Duration round = round(series);
        String again = least.equals(round)
                ? ""
                : ", and what is read again meanwhile " + Seconds.of(least.minus(round)) + " more";
        return Seconds.of(interval) + " are too few: " + series + " series take a request each, "
                + Seconds.of(betweenCalls) + " apart, which makes " + Seconds.of(round) + " a round" + again
                + "; nothing would be left for backfills and repairs";
    }

    /** The shortest round in which there is time for all of them, and for what is read again meanwhile. */
    private Duration least(int series) {
        Duration round = round(series);
        if (rereads == null || round.isZero()) {
            return round;
        }
        Duration every = rereads.cadence(series).every();
        return Duration.ofMillis(
                ceiled(round.toMillis() * every.toMillis(), every.minus(round).toMillis()));
    }

    private Duration round(int series) {
        return betweenCalls.multipliedBy(series);
    }

    private static long ceiled(long number, long divisor) {
        return (number + divisor - 1) / divisor;
    }
}
