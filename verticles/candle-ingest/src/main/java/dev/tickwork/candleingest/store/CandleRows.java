package dev.tickwork.candleingest.store;

import dev.tickwork.domain.candles.Candle;
import dev.tickwork.postgres.Row;

/** Candles out of rows, for all that read some. */
public final class CandleRows {
    private CandleRows() {}

    /** Of a row with {@code open_time}, {@code open}, {@code high}, {@code low}, {@code close} and {@code volume}. */
    public static Candle candle(Row row) {
        return new Candle(
                row.instant("open_time"),
                row.decimal("open"),
                row.decimal("high"),
                row.decimal("low"),
                row.decimal("close"),
                row.decimal("volume"));
    }
}
