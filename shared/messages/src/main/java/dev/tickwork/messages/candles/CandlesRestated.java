package dev.tickwork.messages.candles;

import dev.tickwork.messages.Topic;
import java.time.Instant;
import java.util.List;

/**
 * Said after final candles of a series were replaced, because the exchange tells them otherwise than before. A nudge:
 * {@code candle_revisions} has both.
 *
 * @param exchange the provider's stable name
 * @param symbol ours
 * @param timeframe its label
 * @param opens of the candles, sorted; never empty
 * @param batchId of the batch that brought the new values
 */
public record CandlesRestated(String exchange, String symbol, String timeframe, List<Instant> opens, long batchId) {
    public static final Topic<CandlesRestated> TOPIC = new Topic<>("event.candles.restated", CandlesRestated.class);

    public CandlesRestated {
        opens = List.copyOf(opens);
    }
}
