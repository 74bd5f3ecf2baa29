package dev.tickwork.providers;

import dev.tickwork.domain.candles.Span;
import dev.tickwork.domain.candles.Timeframe;

/**
 * Which candles are asked for.
 *
 * @param symbol ours
 * @param timeframe one that the source serves
 * @param span in which they open; at least one candle does
 * @param limit the most that are wanted, the oldest ones of the span; at least 1
 */
public record CandleQuestion(String symbol, Timeframe timeframe, Span span, int limit) {
    public CandleQuestion {
        if (timeframe.count(span) == 0) {
            throw new IllegalArgumentException("span: no candle of " + timeframe.label() + " opens from " + span.from()
                    + " until " + span.until());
        }
        if (limit < 1) {
            throw new IllegalArgumentException("limit: " + limit + " is not at least 1");
        }
    }
}
