package dev.tickwork.candleingest.quality;

import dev.tickwork.candleingest.store.SeenCandle;
import java.util.List;

/**
 * What is believed of what arrived.
 *
 * @param believed the candles that may be stored
 * @param released those that waited for an operator and are borne out by what arrived; to be stored as well
 * @param quarantined how many of what arrived wait for an operator
 * @param rejected how many of it an operator rejected before
 * @param ignored how many were doubted while they still formed
 */
public record Verdict(List<SeenCandle> believed, List<Released> released, int quarantined, int rejected, int ignored) {
    public Verdict {
        believed = List.copyOf(believed);
        released = List.copyOf(released);
    }

    /**
     * A candle that waits no longer.
     *
     * @param seen the candle, seen now, because nobody was shown it before
     * @param batchId with which it came
     */
    public record Released(SeenCandle seen, long batchId) {}
}
