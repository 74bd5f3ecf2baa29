package dev.tickwork.gaprepair.coverage;

import dev.tickwork.domain.candles.Span;
import dev.tickwork.gaprepair.detection.Spans;
import dev.tickwork.gaprepair.detection.Watched;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What was found in a stretch of a series.
 *
 * @param watched the series
 * @param holes where candles are missing, cut to the stretch, in order
 * @param known the gaps that have something of the stretch, whole, in order
 * @param notLoaded what backfills have still to bring of the series
 */
record Findings(Watched watched, List<Span> holes, List<KnownGap> known, List<Span> notLoaded) {
    /** What is missing, and why, in order. */
    List<Piece> pieces() {
        List<Span> unsettled = Spans.minus(holes, spans(gap -> !gap.isOpen()));
        List<Span> missing = Spans.minus(unsettled, notLoaded);
        List<Piece> pieces = new ArrayList<>();
        known.forEach(gap ->
                common(gap.isOpen() ? missing : holes, gap.span()).forEach(part -> pieces.add(known(part, gap))));
        Spans.minus(missing, spans(KnownGap::isOpen)).forEach(part -> pieces.add(unknown(part, "missing")));
        Spans.minus(unsettled, missing).forEach(part -> pieces.add(unknown(part, "not-loaded")));
        pieces.sort(Comparator.comparing(Piece::from));
        return pieces;
    }

    /**
     * What of it a repair asks for.
     *
     * @param isForced whether what is settled is asked for, too
     * @param held gaps that wait as a whole, whoever insists
     */
    List<Piece> toAsk(boolean isForced, Set<Long> held) {
        return pieces().stream()
                .filter(piece -> piece.kind().equals("missing") || (isForced && piece.gapId() != null))
                .filter(piece -> piece.gapId() == null || !held.contains(piece.gapId()))
                .toList();
    }

    private List<Span> spans(Predicate<KnownGap> some) {
        return known.stream().filter(some).map(KnownGap::span).toList();
    }

    private static Stream<Span> common(List<Span> holes, Span span) {
        return holes.stream().map(hole -> hole.and(span)).filter(part -> !part.isEmpty());
    }

    private Piece known(Span part, KnownGap gap) {
        return new Piece(
                part.from(),
                part.until(),
                gap.state(),
                watched.timeframe().count(part),
                gap.id(),
                gap.attempts(),
                gap.confirmations(),
                gap.nextTryAt(),
                gap.lastError(),
                gap.downtimeId());
    }

    private Piece unknown(Span part, String kind) {
        long candles = watched.timeframe().count(part);
        return new Piece(part.from(), part.until(), kind, candles, null, 0, 0, null, null, null);
    }
}
