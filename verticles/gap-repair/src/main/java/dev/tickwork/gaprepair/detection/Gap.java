package dev.tickwork.gaprepair.detection;

import dev.tickwork.domain.candles.Series;
import dev.tickwork.domain.candles.Span;

/**
 * A gap that is known.
 *
 * @param id of {@code data_gaps}
 * @param series whose it is
 * @param span the opens that are missing
 * @param isSettled nothing is left to do about it: there was nothing to be had
 * @param isInRepair some run is asking for it
 */
record Gap(long id, Series series, Span span, boolean isSettled, boolean isInRepair) {
    /** Whether a look leaves it as it is. */
    boolean isLeftAlone() {
        return isSettled || isInRepair;
    }
}
