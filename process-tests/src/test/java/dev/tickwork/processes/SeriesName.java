package dev.tickwork.processes;

import dev.tickwork.domain.candles.Timeframe;

/** A symbol's candles of one length. */
record SeriesName(String symbol, Timeframe timeframe) {
    @Override
    public String toString() {
        return symbol + "/" + timeframe.label();
    }
}
