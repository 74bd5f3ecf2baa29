package dev.tickwork.candleingest;

import dev.tickwork.domain.candles.Timeframe;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What candle-ingest is told in {@code conf/candle-ingest.yaml}.
 *
 * @param symbols our symbols to collect; at least one, each known to the catalog
 * @param timeframes to collect of each of them, by their labels; at least one
 * @param grace how long after its end the exchange may take to tell a candle, so that it counts as final
 * @param backfill what is wanted of the past
 * @param stream how the present is heard
 * @param update how the present is asked for
 * @param reread how closed candles are read again
 * @param retentionDays how many days candles are kept, by the timeframe's label
 */
public record CandleIngestConfig(
        List<String> symbols,
        List<String> timeframes,
        Duration grace,
        BackfillConfig backfill,
        StreamConfig stream,
        UpdateConfig update,
        RereadConfig reread,
        Map<String, Integer> retentionDays) {
    public CandleIngestConfig {
        symbols = symbols.stream().map(String::strip).distinct().toList();
        timeframes = timeframes.stream()
                .map(CandleIngestConfig::timeframe)
                .distinct()
                .sorted()
                .map(Timeframe::label)
                .toList();
        require(!grace.isNegative(), "grace: " + grace + " is below 0");
        require(!symbols.isEmpty(), "symbols: name at least one, such as BTCUSD");
        require(!timeframes.isEmpty(), "timeframes: name at least one, such as 1h");
        retentionDays = Map.copyOf(retentionDays);
        require(!KeptDays.parse(retentionDays).configured().isEmpty(), "retentionDays: name at least one timeframe");
    }

    /** The timeframes to collect, from the shortest on. */
    public List<Timeframe> collected() {
        return timeframes.stream().map(Timeframe::of).toList();
    }

    /** How long candles are kept. */
    public KeptDays keptDays() {
        return KeptDays.parse(retentionDays);
    }

    private static Timeframe timeframe(String label) {
        try {
            return Timeframe.of(label.strip());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "timeframes: " + String.valueOf(e.getMessage()).replaceFirst("^timeframe: ", ""), e);
        }
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
