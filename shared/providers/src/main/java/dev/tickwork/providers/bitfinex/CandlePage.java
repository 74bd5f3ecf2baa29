package dev.tickwork.providers.bitfinex;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tickwork.domain.candles.Candle;
import dev.tickwork.domain.candles.Span;
import dev.tickwork.domain.candles.Timeframe;
import dev.tickwork.providers.CandleAnswer.Unreadable;
import dev.tickwork.providers.CandleQuestion;
import dev.tickwork.providers.Unusable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one answer has of what was asked for. An array that cannot be read costs nothing but its own candle: the others of
 * ten thousand are as good as ever.
 *
 * @param candles oldest first; of two with one open the later one
 * @param unreadable the others
 */
record CandlePage(List<Candle> candles, List<Unreadable> unreadable) {
    /** @param arrays an array of no more than was asked for */
    static CandlePage of(CandleQuestion question, JsonNode arrays) {
        return all(arrays, question.timeframe(), question.span()).in(question);
    }

    /**
     * Whatever is there.
     *
     * @param arrays an array
     * @param span one without its time is somewhere in it
     */
    static CandlePage all(JsonNode arrays, Timeframe timeframe, Span span) {
        SortedMap<Instant, Candle> candles = new TreeMap<>();
        List<Unreadable> unreadable = new ArrayList<>();
        for (JsonNode array : arrays) {
            try {
                Candle candle = CandleArray.read(array, timeframe);
                candles.put(candle.openTime(), candle);
            } catch (Unusable e) {
                Span place = CandleArray.place(array, timeframe, span);
                unreadable.add(new Unreadable(place, String.valueOf(e.getMessage())));
            }
        }
        return new CandlePage(List.copyOf(candles.values()), unreadable);
    }

    private CandlePage in(CandleQuestion question) {
        return new CandlePage(
                candles.stream()
                        .filter(candle -> question.span().contains(candle.openTime()))
                        .toList(),
                unreadable.stream()
                        .filter(one -> !one.within().and(question.span()).isEmpty())
                        .toList());
    }

    /** Whether there is something and none of it can be read. */
    boolean isUseless() {
        return candles.isEmpty() && !unreadable.isEmpty();
    }
}
