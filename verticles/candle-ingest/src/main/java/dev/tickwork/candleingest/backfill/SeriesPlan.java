package dev.tickwork.candleingest.backfill;

import dev.tickwork.domain.candles.Span;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How far one series is, and what is to be done: what lies in its window and in no chunk that is done, under way or given
 * up. What was planned before and does not fit that any more is stale.
 *
 * @param series which one the exchange serves
 * @param window from the first candle that is wanted until the first that is not over yet
 * @param chunks of the ledger, with how each stands
 * @param toDo what is to be asked for, newest first; those that stand in the ledger are as they stand there
 */
record SeriesPlan(Loadable series, Span window, Map<Chunk, Standing> chunks, List<Chunk> toDo) {
    SeriesPlan {
        chunks = Map.copyOf(chunks);
        toDo = List.copyOf(toDo);
    }

    static SeriesPlan of(Loadable series, Span window, Map<Chunk, Standing> chunks, Cuts cuts) {
        List<Span> planned = chunks.entrySet().stream()
                .filter(one -> one.getValue() != Standing.TO_DO)
                .map(one -> one.getKey().span())
                .toList();
        Map<Span, Chunk> known = chunks.keySet().stream()
                .filter(chunk -> chunks.get(chunk) == Standing.TO_DO)
                .collect(Collectors.toMap(Chunk::span, chunk -> chunk));
        List<Chunk> toDo = cuts.pieces(series.timeframe(), window, planned).stream()
                .map(span -> known.getOrDefault(span, Chunk.toDo(series.id(), span)))
                .toList();
        return new SeriesPlan(series, window, chunks, toDo);
    }

    /** What is to do and does not stand in the ledger yet. */
    List<Chunk> fresh() {
        return toDo.stream().filter(chunk -> !chunks.containsKey(chunk)).toList();
    }

    /** What stands in the ledger as to do and is to do no more as it is. */
    List<Chunk> stale() {
        return in(Standing.TO_DO).filter(chunk -> !toDo.contains(chunk)).toList();
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
