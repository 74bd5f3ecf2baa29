package dev.tickwork.candleingest.backfill;

import dev.tickwork.domain.candles.Span;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How far one series is, and what is to be done: the chunks of the ledger that nobody is at, and what lies in the window and
 * in no chunk.
 *
 * @param series which one the exchange serves
 * @param window from the first candle that is wanted until the first that is not over yet
 * @param chunks of the ledger that have something of the window, with how each stands
 * @param toDo what is to be asked for, newest first; those that stand in the ledger are as they stand there
 * @param stale what is not to stand in the ledger as it does: it is to do, and begins before anything may be asked for; it is
 *     done, and ends before that; or it counted as done because there was no candle, and is to be planned anew
 */
record SeriesPlan(Loadable series, Span window, Map<Chunk, Standing> chunks, List<Chunk> toDo, List<Chunk> stale) {
    SeriesPlan {
        chunks = Map.copyOf(chunks);
        toDo = List.copyOf(toDo);
        stale = List.copyOf(stale);
    }

    /**
     * A plan that goes on with what was planned before, by whichever backfill.
     *
     * @param begin nobody asks for what opened before
     * @param ledger all chunks of the series
     */
    static SeriesPlan of(Windowed wanted, Instant begin, Map<Chunk, Standing> ledger, Cuts cuts) {
        List<Chunk> waiting = ledger.keySet().stream()
                .filter(chunk -> ledger.get(chunk) == Standing.TO_DO)
                .toList();
        List<Chunk> stale = ledger.keySet().stream()
                .filter(chunk -> isStale(chunk, ledger.get(chunk), wanted.window(), begin))
                .toList();
        Map<Chunk, Standing> chunks = new HashMap<>(ledger);
        stale.forEach(chunks::remove);
        chunks.keySet().removeIf(chunk -> chunk.span().and(wanted.window()).isEmpty());
        Stream<Chunk> planned = waiting.stream().filter(chunks::containsKey);
        Stream<Chunk> fresh = cuts.pieces(wanted.series().timeframe(), wanted.window(), spans(chunks.keySet())).stream()
                .map(span -> Chunk.toDo(wanted.series().id(), span));
        List<Chunk> toDo = Stream.concat(planned, fresh)
                .sorted(Comparator.comparing((Chunk chunk) -> chunk.span().from())
                        .reversed())
                .toList();
        return new SeriesPlan(wanted.series(), wanted.window(), chunks, toDo, stale);
    }

    private static boolean isStale(Chunk chunk, @Nullable Standing standing, Span window, Instant begin) {
        if (!chunk.isDone()) {
            return standing == Standing.TO_DO && chunk.span().from().isBefore(begin);
        }
        return chunk.span().and(window).isEmpty() ? !chunk.span().until().isAfter(begin) : standing == Standing.TO_DO;
    }

    /** A series and what is wanted of it. */
    record Windowed(Loadable series, Span window) {}

    private static List<Span> spans(Collection<Chunk> chunks) {
        return chunks.stream().map(Chunk::span).toList();
    }

    /** What is to do and does not stand in the ledger yet. */
    List<Chunk> fresh() {
        return toDo.stream().filter(chunk -> !chunks.containsKey(chunk)).toList();
    }

    Stream<Chunk> in(Standing standing) {
        return chunks.entrySet().stream()
                .filter(one -> one.getValue() == standing)
                .map(Map.Entry::getKey);
    }

    /** How many candles are to be asked for. */
    long candlesToDo() {
        return toDo.stream()
                .mapToLong(chunk -> series.timeframe().count(chunk.span()))
                .sum();
    }
}
