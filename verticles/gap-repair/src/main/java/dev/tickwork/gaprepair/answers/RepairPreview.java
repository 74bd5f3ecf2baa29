package dev.tickwork.gaprepair.answers;

import dev.tickwork.domain.candles.Series;
import dev.tickwork.domain.candles.Span;
import dev.tickwork.gaprepair.coverage.Piece;
import dev.tickwork.gaprepair.repair.Bundles;
import java.util.List;

/**
 * What a repair of a range would ask for.
 *
 * @param requests how many requests
 * @param candles how many candles are missing
 * @param pieces where; at most {@value #SHOWN} are listed
 */
public record RepairPreview(long requests, long candles, List<Piece> pieces) {
    private static final int SHOWN = 1_000;

    public RepairPreview {
        pieces = List.copyOf(pieces);
    }

    /**
     * @param series which the exchange would be asked for
     * @param asked what would be asked for, in order
     */
    public static RepairPreview of(Series series, List<Piece> asked) {
        return new RepairPreview(
                Bundles.requestsFor(
                        series,
                        asked.stream()
                                .map(piece -> new Span(piece.from(), piece.until()))
                                .toList()),
                asked.stream().mapToLong(Piece::candles).sum(),
                asked.stream().limit(SHOWN).toList());
    }
}
