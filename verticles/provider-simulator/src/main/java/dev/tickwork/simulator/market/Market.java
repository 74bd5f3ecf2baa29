package dev.tickwork.simulator.market;

import dev.tickwork.domain.market.MarketHours;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A market that never existed but always did: every price of every pair at every second follows from the seed, so that
 * whoever asks again, or asks on a coarser scale, hears the same. While a market is closed its last price stands. May be
 * shared.
 */
public final class Market {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final int WEEKS_OF_A_YEAR = 52;
    private static final int CENTS = 2;
    private static final double DOLLARS_A_SECOND = 2_500;
    private static final long FEWEST_SHARES = 8_000_000;
    private static final long SHARES_RANGE = 60_000_000;

    private final long seed;
    private final Map<Asset, Walk> walks = new ConcurrentHashMap<>();

    public Market(long seed) {
        this.seed = seed;
    }

    public boolean isOpen(Pair pair, Instant at) {
        return pair.hours().isOpen(at);
    }

    /** The last price at or before {@code at}: that of its second, or of the last traded one while it is closed. */
    public BigDecimal price(Pair pair, Instant at) {
        return priceOf(pair, lastTraded(pair.hours(), at));
    }

    /** The day that {@code at} belongs to, or the last one that was traded on while the market is closed. */
    public Bar day(Pair pair, Instant at) {
        Instant tradedAt = lastTraded(pair.hours(), at);
        Instant midnight = tradedAt.truncatedTo(ChronoUnit.DAYS);
        Instant openedAt = pair.hours().nextOpen(midnight);
        BigDecimal open = priceOf(pair, openedAt);
        BigDecimal close = priceOf(pair, tradedAt);
        Range range = Range.of(open).with(close);
        for (Instant hour = midnight.plus(HOUR); hour.isBefore(tradedAt); hour = hour.plus(HOUR)) {
            range = pair.hours().isOpen(hour) ? range.with(priceOf(pair, hour)) : range;
        }
        BigDecimal previousClose = price(pair, midnight.minusSeconds(1));
        Long volume = pair.isListed() ? shares(pair, openedAt, tradedAt) : null;
        return new Bar(openedAt, tradedAt, open, range.high(), range.low(), close, previousClose, volume);
    }

    /** The day of {@code date}, as far as it has come at {@code now}; empty when nothing was traded on it until then. */
    public Optional<Bar> day(Pair pair, LocalDate date, Instant now) {
        Instant end = date.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant().minusSeconds(1);
        Instant at = end.isBefore(now) ? end : now;
        return dateOf(lastTraded(pair.hours(), at)).equals(date) ? Optional.of(day(pair, at)) : Optional.empty();
    }

    /** The range of the day and of a price every four weeks of the year before it. */
    public Range year(Pair pair, Bar day) {
        Range range = new Range(day.low(), day.high());
        for (int weeks = 4; weeks <= WEEKS_OF_A_YEAR; weeks += 4) {
            range = range.with(price(pair, day.tradedAt().minus(Duration.ofDays(7L * weeks))));
        }
        return range;
    }

    /** What is traded of a pair of coins round the clock, for many moments that are near to each other. */
    public PriceReader reader(Pair pair) {
        long place = seed ^ BrownianPath.mix(pair.symbol().hashCode());
        double coinsASecond = DOLLARS_A_SECOND / pair.base().dollars();
        return new PriceReader(walk(pair.base()).reader(), walk(pair.quote()).reader(), place, coinsASecond);
    }

    private BigDecimal priceOf(Pair pair, Instant second) {
        double price =
                Math.exp(walk(pair.base()).logValue(second) - walk(pair.quote()).logValue(second));
        int decimals = pair.isListed() ? CENTS : decimals(price);
        return BigDecimal.valueOf(price).setScale(decimals, RoundingMode.HALF_EVEN);
    }

    /** A number that belongs to share and day, reached evenly over the session. */
    private long shares(Pair pair, Instant openedAt, Instant tradedAt) {
        long place = seed ^ pair.base().code().hashCode() ^ dateOf(openedAt).toEpochDay() << Integer.SIZE;
        long ofTheDay = FEWEST_SHARES + Math.floorMod(BrownianPath.mix(place), SHARES_RANGE);
        Instant close = pair.hours().nextClose(openedAt);
        return ofTheDay
                * (Duration.between(openedAt, tradedAt).toSeconds() + 1)
                / Duration.between(openedAt, close).toSeconds();
    }

    private static LocalDate dateOf(Instant at) {
        return LocalDate.ofInstant(at, ZoneOffset.UTC);
    }

    private Walk walk(Asset asset) {
        return walks.computeIfAbsent(asset, unwalked -> new Walk(seed, unwalked));
    }

    /** As many as traders use: cents for gold and bitcoin, a tenth of a pip for currencies. */
    static int decimals(double price) {
        if (price >= 1000) {
            return 2;
        }
        if (price >= 20) {
            return 3;
        }
        return price >= 0.1 ? 5 : 8;
    }

    static Instant lastTraded(MarketHours hours, Instant at) {
        Instant second = at.truncatedTo(ChronoUnit.SECONDS);
        if (hours.isOpen(second)) {
            return second;
        }
        Instant traded = second;
        while (!hours.isOpen(traded)) {
            traded = traded.minus(HOUR);
        }
        return hours.nextClose(traded).minusSeconds(1);
    }
}
