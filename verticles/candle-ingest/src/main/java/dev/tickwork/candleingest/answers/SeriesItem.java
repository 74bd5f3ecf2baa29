package dev.tickwork.candleingest.answers;

import dev.tickwork.candleingest.series.StoredSeries;
import dev.tickwork.domain.candles.Timeframe;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A series as the contract has it. */
record SeriesItem(
        String symbol,
        String timeframe,
        String exchange,
        @Nullable String builtFrom,
        @Nullable Instant firstOpen,
        @Nullable Integer keptDays,
        Instant addedAt,
        String addedBy,
        @Nullable Instant removedAt) {
    static SeriesItem of(StoredSeries series) {
        return new SeriesItem(
                series.series().symbol(),
                series.timeframe().label(),
                series.series().exchange(),
                Optional.ofNullable(series.builtFrom()).map(Timeframe::label).orElse(null),
                series.firstOpen(),
                series.keptDays(),
                series.addedAt(),
                series.addedBy(),
                series.removedAt());
    }
}
