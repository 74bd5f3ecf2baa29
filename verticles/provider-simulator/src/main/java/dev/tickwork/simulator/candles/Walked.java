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
 * What was traded of one pair on the made-up market. It trades every {@link #STEP}, at the market's price of that moment,
 * and once more in the last moment of each minute. Whatever stretch is asked for is put together from minutes, so all
 * timeframes agree. Not shared between threads.
 */
final class Walked {
    private static final Duration STEP = Duration.ofSeconds(15);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration HOUR = Duration.ofHours(1);

    private final Market market;
    private final Pair pair;
    private final PriceReader prices;
    private final HourShelf hours;
    private final Alterations alterations;

    Walked(Market market, Pair pair, HourShelf hours, Alterations alterations) {
        this.market = market;
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
            return hours.get(pair, part, this::ofMinutes);
        }
        return length.compareTo(MINUTE) > 0 ? hours.soFar(pair, part, this::ofMinutes) : ofMinute(part);
    }

    /** What it costs at a moment. */
    double price(Instant at) {
        return prices.at(at);
    }

    private Trades ofMinutes(Span minutes) {
        Instant second = minutes.from().plus(MINUTE);
        Trades all = traded(new Span(minutes.from(), second));
        for (Instant at = second; at.isBefore(minutes.until()); at = at.plus(MINUTE)) {
            all = all.then(traded(new Span(at, at.plus(MINUTE))));
        }
        return all;
    }

    private @Nullable Trades ofMinute(Span minute) {
        Span whole = new Span(minute.from(), minute.from().plus(MINUTE));
        return alterations.of(whole, traded(minute));
    }

    private Trades traded(Span minute) {
        double open = prices.at(minute.from());
        double close = open;
        double high = open;
        double low = open;
        for (Instant at = minute.from().plus(STEP); !at.isAfter(minute.until()); at = at.plus(STEP)) {
            close = prices.at(at);
            high = Math.max(high, close);
            low = Math.min(low, close);
        }
        return new Trades(open, high, low, close, volume(minute));
    }

    /** Grows evenly over the minute, and is never nothing. */
    private long volume(Span minute) {
        long ofTheMinute = market.coins(pair, minute.from());
        long elapsed = Duration.between(minute.from(), minute.until()).toMillis();
        return 1 + ofTheMinute * elapsed / MINUTE.toMillis();
    }

    private static boolean isHour(Instant at) {
        return at.equals(at.truncatedTo(ChronoUnit.HOURS));
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
