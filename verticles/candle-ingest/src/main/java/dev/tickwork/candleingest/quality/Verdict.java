package dev.tickwork.candleingest.quality;

import dev.tickwork.candleingest.store.SeenCandle;
import java.util.List;

/**
 * What is believed of what arrived.
 *
 * @param believed the candles that may be stored
 * @param quarantined how many wait for an operator, or were rejected by one before
 * @param ignored how many were doubted while they still formed
 */
public record Verdict(List<SeenCandle> believed, int quarantined, int ignored) {
    public Verdict {
        believed = List.copyOf(believed);
    }
}
