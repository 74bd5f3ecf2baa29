package dev.tickwork.simulator.candles;

import dev.tickwork.domain.candles.Span;
import dev.tickwork.simulator.market.Pair;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Hours of pairs, and begun ones, that have been worked out before; a year of them costs a second. May be shared. */
final class HourShelf {
    /** About 30 MB; a symbol has 8,766 a year. */
    private static final int MOST = 200_000;

    private final Map<Key, Trades> hours = new ConcurrentHashMap<>();

    private final Map<String, Begun> begun = new ConcurrentHashMap<>();

    private record Key(String pair, Instant hour) {}

    private record Begun(Span span, Trades trades) {}

    /** A whole hour. */
    Trades get(Pair pair, Span hour, Function<Span, Trades> work) {
        var key = new Key(pair.symbol(), hour.from());
        Trades known = hours.get(key);
        return known == null ? keep(key, work.apply(hour)) : known;
    }

    /** The minutes of an hour that are over; cheap when they were asked for a little while ago. */
    Trades soFar(Pair pair, Span minutes, Function<Span, Trades> work) {
        Begun known = begun.get(pair.symbol());
        Begun now = new Begun(minutes, known == null ? work.apply(minutes) : goneOn(known, minutes, work));
        begun.put(pair.symbol(), now);
        return now.trades();
    }

    private static Trades goneOn(Begun known, Span minutes, Function<Span, Trades> work) {
        Span before = known.span();
        if (!before.from().equals(minutes.from()) || before.until().isAfter(minutes.until())) {
            return work.apply(minutes);
        }
        return before.equals(minutes)
                ? known.trades()
                : known.trades().then(work.apply(new Span(before.until(), minutes.until())));
    }

    private Trades keep(Key key, Trades trades) {
        if (hours.size() >= MOST) {
            hours.clear();
        }
        hours.put(key, trades);
        return trades;
    }
}
