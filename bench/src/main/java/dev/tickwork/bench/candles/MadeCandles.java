package dev.tickwork.bench.candles;

import dev.tickwork.candleingest.series.StoredSeries;
import dev.tickwork.domain.candles.Candle;
import dev.tickwork.domain.candles.Observation;
import dev.tickwork.domain.candles.Timeframe;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/** Minutes of one series that look like real ones: a price that wanders, eight decimals of volume. */
record MadeCandles(StoredSeries series, int first, int many) {
    static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
    static final Instant SEEN = Instant.parse("2026-06-01T00:00:00Z");

    private static final int STEP = 104_729;
    private static final int CENTS = 10_000;

    /** Some of them, as an exchange would tell them. */
    List<Observation> page(int from, int size) {
        return IntStream.range(first + from, first + Math.min(many, from + size))
                .mapToObj(minute -> new Observation(series.series(), candle(minute), true, SEEN))
                .toList();
    }

    /** All of them, as COPY reads rows. */
    byte[] asText() {
        var text = new StringBuilder();
        for (int minute = first; minute < first + many; minute++) {
            Candle candle = candle(minute);
            text.append(series.id())
                    .append("\t1m\t")
                    .append(candle.openTime())
                    .append('\t')
                    .append(candle.open())
                    .append('\t')
                    .append(candle.high())
                    .append('\t')
                    .append(candle.low())
                    .append('\t')
                    .append(candle.close())
                    .append('\t')
                    .append(candle.volume())
                    .append("\tt\t")
                    .append(SEEN)
                    .append("\t1\n");
        }
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private Candle candle(int minute) {
        BigDecimal open = price(minute);
        BigDecimal close = price(minute + 1);
        return new Candle(
                Timeframe.M1.plus(BEGIN, minute),
                open,
                open.max(close).add(BigDecimal.ONE),
                open.min(close).subtract(BigDecimal.ONE),
                close,
                BigDecimal.valueOf((long) minute * STEP + series.id(), 8));
    }

    private BigDecimal price(int minute) {
        return BigDecimal.valueOf(CENTS + Math.floorMod(series.id() * 31 + minute * STEP, CENTS), 2);
    }
}
