package dev.tickwork.gaprepair.repair;

import dev.tickwork.domain.candles.Series;
import dev.tickwork.domain.candles.Span;
import dev.tickwork.domain.candles.Timeframe;
import dev.tickwork.gaprepair.detection.Spans;
import dev.tickwork.gaprepair.repair.DowntimeStore.Asked;
import dev.tickwork.gaprepair.repair.DowntimeStore.Downtime;
import dev.tickwork.gaprepair.repair.DowntimeStore.Other;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Tells an exchange that was down from a market in which nothing was traded: when it was down no symbol has anything. A
 * downtime is one record, however many gaps it explains.
 */
final class Downtimes {
    private final DowntimeStore store = new DowntimeStore();
    private final CarveStore gaps = new CarveStore();
    private final int leastSymbols;

    /** @param leastSymbols how many symbols must be collected to tell */
    Downtimes(int leastSymbols) {
        this.leastSymbols = leastSymbols;
    }

    /**
     * Ends a part of which the exchange has nothing: as empty where others were traded, as down where nobody was. What
     * was taken for empty of other symbols is then known to be down as well.
     */
    Future<Void> end(Tx tx, Part part, Instant now) {
        Series series = part.series();
        return store.others(tx, series, part.span()).compose(others -> store.asked(tx, series, part.span())
                .compose(asked -> silences(tx, part, others, asked)
                        .compose(silences -> downs(tx, part, silences, others.size() + 1, now))
                        .compose(downs -> carveAll(tx, part, asked, downs, now))));
    }

    /** Where no symbol has a candle and the exchange was asked for each; nothing when that cannot be told. */
    private Future<List<Span>> silences(Tx tx, Part part, List<Other> others, List<Asked> asked) {
        boolean isKnown =
                others.size() + 1 >= leastSymbols && others.stream().allMatch(other -> isKnown(part, other, asked));
        if (!isKnown) {
            return Future.succeededFuture(List.of());
        }
        Timeframe timeframe = part.series().timeframe();
        return store.heard(tx, part.series(), part.span())
                .map(opens -> Spans.minus(
                        List.of(part.span()),
                        opens.stream()
                                .map(open -> new Span(open, timeframe.closeOf(open)))
                                .toList()));
    }

    private static boolean isKnown(Part part, Other other, List<Asked> asked) {
        Timeframe timeframe = part.series().timeframe();
        long missing = asked.stream()
                .filter(gap -> gap.symbol().equals(other.symbol()))
                .mapToLong(gap -> timeframe.count(gap.span().and(part.span())))
                .sum();
        return other.present() + missing == part.missing();
    }

    private Future<List<Piece>> downs(Tx tx, Part part, List<Span> silences, int symbols, Instant now) {
        Future<List<Piece>> all = Future.succeededFuture(new ArrayList<>());
        for (Span silence : silences) {
            all = all.compose(
                    before -> recorded(tx, part, silence, symbols, now).map(downtime -> {
                        before.add(new Piece(silence, downtime));
                        return before;
                    }));
        }
        return all.compose(found -> store.touching(tx, part.series().exchange(), part.span(), now)
                .map(known -> withKnown(part, found, known)));
    }

    private Future<Long> recorded(Tx tx, Part part, Span silence, int symbols, Instant now) {
        String exchange = part.series().exchange();
        return store.touching(tx, exchange, silence, now)
                .compose(known -> known.isEmpty()
                        ? store.add(tx, exchange, silence, evidence(part, symbols), now)
                        : store.widen(tx, known.get(0).id(), silence)
                                .map(known.get(0).id()));
    }

    private static String evidence(Part part, int symbols) {
        return "none of " + symbols + " symbols has a "
                + part.series().timeframe().label() + " candle";
    }

    /** What the exchange said of itself counts as well, for every candle that it touches. */
    private static List<Piece> withKnown(Part part, List<Piece> found, List<Downtime> known) {
        Timeframe timeframe = part.series().timeframe();
        List<Span> covered = found.stream().map(Piece::span).toList();
        Stream<Piece> more = known.stream().flatMap(downtime -> {
            Span opens = new Span(
                    timeframe.openOf(downtime.span().from()),
                    timeframe.openFrom(downtime.span().until()));
            return Spans.minus(List.of(part.span().and(opens)), covered).stream()
                    .map(span -> new Piece(span, downtime.id()));
        });
        return Stream.concat(found.stream(), more).toList();
    }

    private Future<Void> carveAll(Tx tx, Part part, List<Asked> asked, List<Piece> downs, Instant now) {
        Timeframe timeframe = part.series().timeframe();
        Future<Void> all = gaps.carve(tx, part.id(), timeframe, Piece.of(part.span(), downs), now);
        for (Asked other : asked) {
            List<Piece> pieces = Piece.of(other.span(), downs);
            boolean isTouched = pieces.stream().anyMatch(piece -> piece.downtime() != null);
            if (other.isEmpty() && isTouched) {
                all = all.compose(before -> gaps.carve(tx, other.gap(), timeframe, pieces, now));
            }
        }
        return all;
    }
}
