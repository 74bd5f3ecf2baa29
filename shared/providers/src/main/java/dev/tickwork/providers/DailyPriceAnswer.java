package dev.tickwork.providers;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** What a {@link DailyPriceSource} says when nothing is broken. */
public sealed interface DailyPriceAnswer {
    /**
     * Prices, as far as the provider had them.
     *
     * @param series at most one per symbol, in the order of their symbols
     * @param failed symbols without a usable answer, each with a reason for operators; holds no secret
     */
    record Found(List<DailySeries> series, SortedMap<String, String> failed) implements DailyPriceAnswer {
        public Found {
            series = List.copyOf(series);
            failed = Collections.unmodifiableSortedMap(new TreeMap<>(failed));
        }

        @Override
        public <T> T match(Function<Found, T> onFound, Function<RateLimited, T> onRateLimited) {
            return onFound.apply(this);
        }
    }

    /**
     * The provider wants us to wait, or our share of its credits is spent.
     *
     * @param until the first moment at which asking again makes sense
     * @param reason for operators, such as {@code credits of the day are used up}
     */
    record RateLimited(Instant until, String reason) implements DailyPriceAnswer {
        @Override
        public <T> T match(Function<Found, T> onFound, Function<RateLimited, T> onRateLimited) {
            return onRateLimited.apply(this);
        }
    }

    /** One result for whichever of them it is. */
    <T> T match(Function<Found, T> onFound, Function<RateLimited, T> onRateLimited);
}
