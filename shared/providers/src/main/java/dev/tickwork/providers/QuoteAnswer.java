package dev.tickwork.providers;

import dev.tickwork.domain.quotes.Quote;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** What a {@link QuoteSource} says when nothing is broken. */
public sealed interface QuoteAnswer {
    /**
     * Prices, as far as the provider had them.
     *
     * @param quotes at most one per symbol, in the order of their symbols
     * @param failed symbols without a usable price, each with a reason for operators; holds no secret
     */
    record Quotes(List<Quote> quotes, SortedMap<String, String> failed) implements QuoteAnswer {
        public Quotes {
            quotes = List.copyOf(quotes);
            failed = Collections.unmodifiableSortedMap(new TreeMap<>(failed));
        }

        @Override
        public <T> T match(Function<Quotes, T> onQuotes, Function<RateLimited, T> onRateLimited) {
            return onQuotes.apply(this);
        }
    }

    /**
     * The provider wants us to wait, or our share of its credits is spent.
     *
     * @param until the first moment at which asking again makes sense
     * @param reason for operators, such as {@code credits of the day are used up}
     */
    record RateLimited(Instant until, String reason) implements QuoteAnswer {
        @Override
        public <T> T match(Function<Quotes, T> onQuotes, Function<RateLimited, T> onRateLimited) {
            return onRateLimited.apply(this);
        }
    }

    /** One result for whichever of them it is. */
    <T> T match(Function<Quotes, T> onQuotes, Function<RateLimited, T> onRateLimited);
}
