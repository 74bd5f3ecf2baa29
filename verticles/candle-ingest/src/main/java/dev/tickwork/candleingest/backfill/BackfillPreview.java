package dev.tickwork.candleingest.backfill;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a backfill would take.
 *
 * @param requests to the exchange; at most, where it is not known where some series begins
 * @param minutes that those take at the pace that is kept
 * @param candles that there can be at most
 * @param series each of them
 */
record BackfillPreview(int requests, BigDecimal minutes, long candles, List<Line> series) {
    private static final BigDecimal MILLIS = BigDecimal.valueOf(60_000);

    /**
     * One series of it.
     *
     * @param from the first open that is wanted
     * @param until the first that is not
     * @param firstCandleKnown whether it is known where it begins; else that is to be asked first, and it may begin so late
     *     that requests and candles are fewer
     * @param requests its own; none for what is built from another series
     * @param candles that are missing
     */
    record Line(
            String symbol,
            String timeframe,
            Instant from,
            Instant until,
            boolean firstCandleKnown,
            int requests,
            long candles) {}

    /**
     * @param there chunks that are not in the ledger and of which every candle is stored
     * @param betweenCalls how long lies between two requests
     */
    static BackfillPreview of(BackfillBoard board, Set<Chunk> there, Duration betweenCalls) {
        List<Line> lines = new ArrayList<>();
        for (SeriesPlan plan : board.plans()) {
            lines.add(line(plan, there));
            builtOf(board, plan).map(built -> line(built, plan, there)).ifPresent(lines::add);
        }
        int requests = lines.stream().mapToInt(Line::requests).sum();
        BigDecimal millis =
                BigDecimal.valueOf(betweenCalls.multipliedBy(requests).toMillis());
        return new BackfillPreview(
                requests,
                millis.divide(MILLIS, 1, RoundingMode.UP),
                lines.stream().mapToLong(Line::candles).sum(),
                List.copyOf(lines));
    }

    private static Line line(SeriesPlan plan, Set<Chunk> there) {
        List<Chunk> asked = asked(plan, there);
        // Where a series begins costs a request, too.
        int first = plan.series().firstOpen() == null && !asked.isEmpty() ? 1 : 0;
        return line(plan.series(), plan, asked, asked.size() + first);
    }

    private static Line line(Loadable built, SeriesPlan source, Set<Chunk> there) {
        return line(built, source, asked(source, there), 0);
    }

    private static Line line(Loadable series, SeriesPlan source, List<Chunk> asked, int requests) {
        long candles = asked.stream()
                .mapToLong(chunk -> series.timeframe().count(chunk.span()))
                .sum();
        return new Line(
                series.series().symbol(),
                series.timeframe().label(),
                series.timeframe().openFrom(source.window().from()),
                source.window().until(),
                source.series().firstOpen() != null,
                requests,
                candles);
    }

    private static List<Chunk> asked(SeriesPlan plan, Set<Chunk> there) {
        return plan.toDo().stream().filter(chunk -> !there.contains(chunk)).toList();
    }

    private static Optional<Loadable> builtOf(BackfillBoard board, SeriesPlan plan) {
        return board.built().stream()
                .filter(built -> built.builtFrom() == plan.series().timeframe())
                .filter(built ->
                        built.series().symbol().equals(plan.series().series().symbol()))
                .findFirst();
    }
}
