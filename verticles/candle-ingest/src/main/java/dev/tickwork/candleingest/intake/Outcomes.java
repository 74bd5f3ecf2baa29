package dev.tickwork.candleingest.intake;

import dev.tickwork.domain.candles.Series;

/** Hears what became of candles. */
public interface Outcomes {
    /** They are stored, and the transaction is committed. */
    void tell(Intake intake);

    /** Candles of a series came that is not collected and never was. */
    void unknown(Series series);
}
