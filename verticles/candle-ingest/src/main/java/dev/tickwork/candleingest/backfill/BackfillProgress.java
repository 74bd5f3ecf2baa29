package dev.tickwork.candleingest.backfill;

import dev.tickwork.domain.candles.Span;
import dev.tickwork.jobs.RunState;
import dev.tickwork.jobs.ledger.RunSummary;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How far the past is loaded.
 *
 * @param running whether a backfill goes on
 * @param taskId its run, where several go on that of everything; or that of the last one; null when there never was one
 * @param startedAt when that was asked for
 * @param chunksDone requests whose answers are stored
 * @param chunksTotal those and the ones that are still to come
 * @param candles that came
 * @param eta when it will be done at the pace that is kept; null when none goes on
 * @param series each of them
 */
record BackfillProgress(
        boolean running,
        @Nullable UUID taskId,
        @Nullable Instant startedAt,
        int chunksDone,
        int chunksTotal,
        long candles,
        @Nullable Instant eta,
        List<Line> series) {
    /**
     * One series.
     *
     * @param from where it is to begin
     * @param loadedFrom everything from there on was asked for; null for nothing yet
     * @param lastError why a part of it could not be loaded; null when all is well
     */
    record Line(
            String symbol,
            String timeframe,
            Instant from,
            Instant until,
            @Nullable Instant loadedFrom,
            int chunksDone,
            int chunksTotal,
            long candles,
            @Nullable String lastError) {}

    /** @param run the backfill that is shown; null when there never was one */
    static BackfillProgress of(BackfillBoard board, @Nullable RunSummary run, Duration betweenCalls, Instant now) {
        List<Line> lines = board.plans().stream().map(BackfillProgress::line).toList();
        int done = lines.stream().mapToInt(Line::chunksDone).sum();
        int total = lines.stream().mapToInt(Line::chunksTotal).sum();
        boolean running = run != null && !stateOf(run).isFinal();
        return new BackfillProgress(
                running,
                run == null ? null : run.id(),
                run == null ? null : run.enqueuedAt(),
                done,
                total,
                lines.stream().mapToLong(Line::candles).sum(),
                running ? now.plus(betweenCalls.multipliedBy(total - done)) : null,
                lines);
    }

    private static RunState stateOf(RunSummary run) {
        return RunState.valueOf(run.state().toUpperCase(Locale.ROOT));
    }

    private static Line line(SeriesPlan plan) {
        List<Chunk> done = plan.in(Standing.DONE).toList();
        long open = plan.toDo().size()
                + plan.in(Standing.UNDER_WAY).count()
                + plan.in(Standing.ELSEWHERE).count()
                + plan.in(Standing.GIVEN_UP).count();
        return new Line(
                plan.series().series().symbol(),
                plan.series().timeframe().label(),
                plan.window().from(),
                plan.window().until(),
                loadedFrom(plan.window(), done),
                done.size(),
                done.size() + (int) open,
                done.stream().mapToLong(Chunk::candlesOrNone).sum(),
                lastError(plan).orElse(null));
    }

    private static @Nullable Instant loadedFrom(Span window, List<Chunk> done) {
        Instant from = window.until();
        List<Span> newestFirst = done.stream()
                .map(Chunk::span)
                .sorted(Comparator.comparing(Span::until).reversed())
                .toList();
        for (Span span : newestFirst) {
            if (!span.until().isBefore(from) && span.from().isBefore(from)) {
                from = span.from();
            }
        }
        return from.equals(window.until()) ? null : from;
    }

    private static Optional<String> lastError(SeriesPlan plan) {
        return Stream.concat(plan.in(Standing.GIVEN_UP), plan.in(Standing.TO_DO))
                .map(Chunk::lastError)
                .filter(Objects::nonNull)
                .findFirst();
    }
}
