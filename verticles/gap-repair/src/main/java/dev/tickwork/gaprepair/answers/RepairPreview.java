package dev.tickwork.gaprepair.answers;

import dev.tickwork.gaprepair.coverage.Piece;
import dev.tickwork.gaprepair.repair.TakenGap;
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

    /** @param isForced whether what is settled is asked for, too */
    public static RepairPreview of(List<Piece> all, boolean isForced) {
        List<Piece> asked = all.stream()
                .filter(piece -> piece.kind().equals("missing") || (isForced && piece.gapId() != null))
                .toList();
        return new RepairPreview(
                asked.stream()
                        .mapToLong(piece -> TakenGap.requestsFor(piece.candles()))
                        .sum(),
                asked.stream().mapToLong(Piece::candles).sum(),
                asked.stream().limit(SHOWN).toList());
    }
}
