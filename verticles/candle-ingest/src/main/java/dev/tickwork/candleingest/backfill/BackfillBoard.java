package dev.tickwork.candleingest.backfill;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * How a backfill stands at one moment.
 *
 * @param plans of the series that the exchange serves
 * @param built series that are built of those, and never asked for
 */
record BackfillBoard(List<SeriesPlan> plans, List<Loadable> built) {
    BackfillBoard {
        plans = List.copyOf(plans);
        built = List.copyOf(built);
    }

    /** Whose first candle has to be asked for before anything is planned. */
    Stream<SeriesPlan> unknown() {
        return plans.stream().filter(BackfillBoard::isUnknown);
    }

    /** Whose first candle is to be asked for, unless another backfill does just that. */
    Stream<SeriesPlan> toLearn() {
        return unknown().filter(plan -> plan.in(Standing.ELSEWHERE).findAny().isEmpty());
    }

    /** Whose chunks can be asked for. */
    Stream<SeriesPlan> known() {
        return plans.stream().filter(plan -> !isUnknown(plan));
    }

    /** The next chunks to ask for: the newest of each series, then their second newest, and so on. */
    List<Wanted> next(long most) {
        return known().flatMap(plan -> plan.toDo().stream().map(chunk -> new Wanted(plan, chunk)))
                .sorted(Comparator.comparing(Wanted::round)
                        .thenComparing(wanted -> wanted.chunk().seriesId()))
                .limit(Math.max(most, 0))
                .toList();
    }

    /**
     * What is to be written into the ledger, before anybody knows where its series begins, too: as soon as that is known,
     * whatever is neither stored nor in the ledger counts as missing.
     */
    List<Wanted> fresh() {
        return plans.stream()
                .flatMap(plan -> plan.fresh().stream().map(chunk -> new Wanted(plan, chunk)))
                .toList();
    }

    /** What is to be taken out of the ledger. */
    List<Chunk> stale() {
        return plans.stream().flatMap(plan -> plan.stale().stream()).toList();
    }

    /** What is built of a series and did not exist yet when the first candle of that was found out; with its own. */
    List<Loadable> begun() {
        return built.stream()
                .filter(one -> one.firstOpen() == null)
                .flatMap(one -> plans.stream().map(SeriesPlan::series).flatMap(source -> begunWith(source, one)))
                .toList();
    }

    private static Stream<Loadable> begunWith(Loadable source, Loadable one) {
        return source.isSourceOf(one) && source.firstOpen() != null
                ? Stream.of(one.from(one.timeframe().openFrom(source.firstOpen())))
                : Stream.empty();
    }

    /** What stands in the ledger as to do, and was not given up before. */
    Stream<Chunk> untried() {
        return plans.stream()
                .flatMap(plan -> plan.in(Standing.TO_DO))
                .filter(chunk -> !chunk.isDone() && chunk.lastError() == null);
    }

    List<Chunk> givenUp() {
        return plans.stream().flatMap(plan -> plan.in(Standing.GIVEN_UP)).toList();
    }

    long count(Standing standing) {
        return plans.stream().mapToLong(plan -> plan.in(standing).count()).sum();
    }

    /** How many chunks are still to come, whoever has them loaded. */
    long left() {
        long waiting = known().mapToLong(plan -> plan.toDo().size()).sum();
        return waiting + count(Standing.UNDER_WAY) + count(Standing.ELSEWHERE);
    }

    private static boolean isUnknown(SeriesPlan plan) {
        return plan.series().firstOpen() == null && !plan.toDo().isEmpty();
    }

    /** A chunk that is to be asked for, and whose it is. */
    record Wanted(SeriesPlan plan, Chunk chunk) {
        /** How many candles it can have. */
        long candles() {
            return plan.series().timeframe().count(chunk.span());
        }

        /** How many of its series' chunks are newer. */
        private long round() {
            long newerThere = Stream.of(Standing.DONE, Standing.UNDER_WAY, Standing.ELSEWHERE, Standing.GIVEN_UP)
                    .flatMap(plan::in)
                    .filter(other -> other.span().from().isAfter(chunk.span().from()))
                    .count();
            return newerThere + plan.toDo().indexOf(chunk);
        }
    }
}
