package dev.tickwork.simulator.candles;

import dev.tickwork.domain.candles.Span;
import dev.tickwork.simulator.market.Market;
import dev.tickwork.simulator.market.Pair;
import dev.tickwork.simulator.market.PriceReader;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * What was traded of one pair on the made-up market. It trades every {@link #STEP}, and once more in the last moment of
 * each minute, at the price with which the next begins. Whatever stretch is asked for is put together from minutes, so all
 * timeframes agree. Not shared between threads.
 */
final class Walked {
    private static final int STEP = 20;
    private static final int MINUTE_SECONDS = 60;
    private static final int MINUTE_MILLIS = 60_000;
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration HOUR = Duration.ofHours(1);

    private final Pair pair;
    private final PriceReader prices;
    private final HourShelf hours;
    private final Alterations alterations;

    Walked(Market market, Pair pair, HourShelf hours, Alterations alterations) {
        this.pair = pair;
        this.prices = market.reader(pair);
        this.hours = hours;
        this.alterations = alterations;
    }

    /**
     * The trades of {@code span}; null when there were none.
     *
     * @param span begins with a minute; its last minute may be unfinished
     */
    @Nullable
    Trades in(Span span) {
        Trades all = null;
        Instant at = span.from();
        while (at.isBefore(span.until())) {
            Span part = part(at, span.until());
            all = Trades.joined(all, of(part));
            at = part.until();
        }
        return all;
    }

    /** As much as can be taken from the shelf: an hour, or what is over of one; else a minute, or what is over of it. */
    private Span part(Instant at, Instant until) {
        Span hour = new Span(at, at.plus(HOUR));
        Instant overUntil = earlier(hour.until(), until.truncatedTo(ChronoUnit.MINUTES));
        boolean isFromShelf = isHour(at) && overUntil.isAfter(at) && !alterations.touch(hour);
        return new Span(at, isFromShelf ? overUntil : earlier(at.plus(MINUTE), until));
    }

    private @Nullable Trades of(Span part) {
        Duration length = Duration.between(part.from(), part.until());
        if (length.equals(HOUR)) {
            return hours.get(pair, part, this::traded);
        }
        return length.compareTo(MINUTE) > 0 ? hours.soFar(pair, part, this::traded) : ofMinute(part);
    }

    /** What it costs at a moment. */
    double price(Instant at) {
        return PriceReader.price(prices.logarithm(at.getEpochSecond()));
    }

    private @Nullable Trades ofMinute(Span minute) {
        Span whole = new Span(minute.from(), minute.from().plus(MINUTE));
        return alterations.of(whole, traded(minute));
    }

    /** Compares logarithms, because a year has half a million minutes. */
    private Trades traded(Span minutes) {
        long end = minutes.until().getEpochSecond();
        double open = prices.logarithm(minutes.from().getEpochSecond());
        double close = open;
        double high = open;
        double low = open;
        for (long second = minutes.from().getEpochSecond() + STEP; second <= end; second += STEP) {
            close = prices.logarithm(second);
            high = Math.max(high, close);
            low = Math.min(low, close);
        }
        return new Trades(
                PriceReader.price(open),
                PriceReader.price(high),
                PriceReader.price(low),
                PriceReader.price(close),
                volume(minutes));
    }

    /** Grows evenly over each minute, and is never nothing. */
    private long volume(Span minutes) {
        long volume = 0;
        long end = minutes.until().toEpochMilli();
        for (long second = minutes.from().getEpochSecond(); second * 1000 < end; second += MINUTE_SECONDS) {
            long elapsed = Math.min(MINUTE_MILLIS, end - second * 1000);
            volume += 1 + prices.volume(second) * elapsed / MINUTE_MILLIS;
        }
        return volume;
    }

    private static boolean isHour(Instant at) {
        return at.equals(at.truncatedTo(ChronoUnit.HOURS));
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
