package dev.tickwork.candleingest.answers;

import dev.tickwork.domain.candles.Span;
import dev.tickwork.domain.candles.Timeframe;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes up candles where there are none, for those who draw: none before the first that is known, none that is not over.
 *
 * @param now until when candles are over
 */
record Filling(Timeframe timeframe, Instant now) {
    /**
     * All candles of a span, newest first.
     *
     * @param stored those that there are
     * @param before the close before the span; null when there is none
     */
    List<CandleItem> fill(Span span, List<StoredCandle> stored, @Nullable BigDecimal before) {
        Map<Instant, StoredCandle> byOpen = stored.stream()
                .collect(Collectors.toMap(candle -> candle.candle().openTime(), Function.identity()));
        List<CandleItem> items = new ArrayList<>();
        BigDecimal price = before;
        for (Instant open : (Iterable<Instant>) timeframe.opens(span)::iterator) {
            StoredCandle there = byOpen.get(open);
            if (there != null) {
                items.add(CandleItem.of(there));
                price = there.candle().close();
            } else if (price != null && isOver(open)) {
                items.add(CandleItem.synthetic(open, price));
            }
        }
        Collections.reverse(items);
        return items;
    }

    private boolean isOver(Instant open) {
        return !timeframe.closeOf(open).isAfter(now);
    }
}
