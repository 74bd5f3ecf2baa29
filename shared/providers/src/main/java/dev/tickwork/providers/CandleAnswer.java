package dev.tickwork.providers;

import dev.tickwork.domain.candles.Candle;
import dev.tickwork.domain.candles.Span;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/** What a {@link CandleSource} says when nothing is broken. */
public sealed interface CandleAnswer {
    /**
     * Candles, as far as the exchange has them.
     *
     * @param candles oldest first, at most one an open, only those that open in the span; empty when there are none
     * @param unreadable what the exchange has besides, and told so that nobody can read it
     * @param request what was asked, as evidence: path and query without host and secrets
     * @param receivedAt when the answer was here
     */
    record Found(List<Candle> candles, List<Unreadable> unreadable, String request, Instant receivedAt)
            implements CandleAnswer {
        public Found {
            candles = List.copyOf(candles);
            unreadable = List.copyOf(unreadable);
        }

        /** All of it can be read. */
        public Found(List<Candle> candles, String request, Instant receivedAt) {
            this(candles, List.of(), request, receivedAt);
        }

        @Override
        public <T> T match(
                Function<Found, T> onFound,
                Function<RateLimited, T> onRateLimited,
                Function<Maintenance, T> onMaintenance) {
            return onFound.apply(this);
        }
    }

    /**
     * A candle that is there and cannot be read.
     *
     * @param within where it opens: its own time, or all that was asked for when that cannot be read either
     * @param why for operators
     */
    record Unreadable(Span within, String why) {}

    /**
     * The exchange wants us to wait, or our own turn is too far away.
     *
     * @param until the first moment at which asking again makes sense
     * @param reason for operators
     */
    record RateLimited(Instant until, String reason) implements CandleAnswer {
        @Override
        public <T> T match(
                Function<Found, T> onFound,
                Function<RateLimited, T> onRateLimited,
                Function<Maintenance, T> onMaintenance) {
            return onRateLimited.apply(this);
        }
    }

    /**
     * The exchange is being worked on and answers nobody.
     *
     * @param reason for operators
     */
    record Maintenance(String reason) implements CandleAnswer {
        @Override
        public <T> T match(
                Function<Found, T> onFound,
                Function<RateLimited, T> onRateLimited,
                Function<Maintenance, T> onMaintenance) {
            return onMaintenance.apply(this);
        }
    }

    /** One result for whichever of them it is. */
    <T> T match(
            Function<Found, T> onFound, Function<RateLimited, T> onRateLimited, Function<Maintenance, T> onMaintenance);
}
