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
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
        return store.others(tx, series, part.span())
                .compose(others -> store.asked(tx, series, part.span()).compose(asked -> silences(tx, part)
                        .compose(silences -> downs(tx, part, silences, evidence(part, others, asked), now))
                        .compose(downs -> carveAll(tx, part, asked, downs, now))));
    }

    /** Notes what the exchange's stream said of pauses. Safe to repeat. @return how many were not known */
    Future<Integer> adopt(Tx tx, String exchange, Instant now) {
        return store.told(tx, exchange).compose(told -> {
            Future<Integer> all = Future.succeededFuture(0);
            for (Span span : told) {
                all = all.compose(before ->
                        recorded(tx, exchange, span, said(exchange), now).map(before + 1));
            }
            return all;
        });
    }

    /** Whether the exchange was down when somebody heard of it last. */
    Future<Boolean> goesOn(Tx tx, String exchange) {
        return store.goesOn(tx, exchange);
    }

    /**
     * The exchange says whether it works.
     *
     * @param isOperative null when it does not say
     * @return how many downtimes that began or ended
     */
    Future<Integer> operative(Tx tx, String exchange, @Nullable Boolean isOperative, Instant now) {
        if (isOperative == null) {
            return store.end(tx, exchange, null);
        }
        if (isOperative) {
            return store.end(tx, exchange, now);
        }
        // It may have worked since it was heard of last: then this is another one.
        return store.end(tx, exchange, null)
                .compose(ended -> store.begin(tx, exchange, said(exchange), now).map(begun -> ended + begun));
    }

    private static String said(String exchange) {
        return exchange + " says that it is under maintenance";
    }

    /** Where no symbol has a candle. */
    private Future<List<Span>> silences(Tx tx, Part part) {
        Timeframe timeframe = part.series().timeframe();
        return store.heard(tx, part.series(), part.span())
                .map(opens -> Spans.minus(
                        List.of(part.span()),
                        opens.stream()
                                .map(open -> new Span(open, timeframe.closeOf(open)))
                                .toList()));
    }

    /** By what a silence is known to be a downtime; empty when there are too few symbols, or not all were asked for. */
    private Optional<String> evidence(Part part, List<Other> others, List<Asked> asked) {
        int symbols = others.size() + 1;
        boolean isKnown = symbols >= leastSymbols && others.stream().allMatch(other -> isKnown(part, other, asked));
        String label = part.series().timeframe().label();
        return isKnown ? Optional.of("none of " + symbols + " symbols has a " + label + " candle") : Optional.empty();
    }

    private static boolean isKnown(Part part, Other other, List<Asked> asked) {
        Timeframe timeframe = part.series().timeframe();
        long missing = asked.stream()
                .filter(gap -> gap.symbol().equals(other.symbol()))
                .mapToLong(gap -> timeframe.count(gap.span().and(part.span())))
                .sum();
        return other.present() + missing == part.missing();
    }

    /** Silences count by themselves where that can be told, else as far as a downtime is known. */
    private Future<List<Piece>> downs(Tx tx, Part part, List<Span> silences, Optional<String> evidence, Instant now) {
        String exchange = part.series().exchange();
        Future<Long> all = Future.succeededFuture(0L);
        if (evidence.isPresent()) {
            for (Span silence : silences) {
                all = all.compose(before -> recorded(tx, exchange, silence, evidence.get(), now));
            }
        }
        return all.compose(recorded -> store.touching(tx, exchange, part.span(), now))
                .map(known -> pieces(part.series().timeframe(), silences, known));
    }

    private Future<Long> recorded(Tx tx, String exchange, Span span, String evidence, Instant now) {
        return store.touching(tx, exchange, span, now)
                .compose(known ->
                        known.isEmpty() ? store.add(tx, exchange, span, evidence, now) : store.join(tx, known, span));
    }

    /** What of silences the downtimes explain: every candle that one touches, each by the first that does. */
    private static List<Piece> pieces(Timeframe timeframe, List<Span> silences, List<Downtime> known) {
        List<Piece> pieces = new ArrayList<>();
        for (Downtime downtime : known) {
            Span opens = Piece.touched(timeframe, downtime.span());
            List<Span> explained = pieces.stream().map(Piece::span).toList();
            List<Span> touched = silences.stream().map(opens::and).toList();
            Spans.minus(touched, explained).forEach(span -> pieces.add(Piece.down(span, downtime.id())));
        }
        return pieces;
    }

    private Future<Void> carveAll(Tx tx, Part part, List<Asked> asked, List<Piece> downs, Instant now) {
        Timeframe timeframe = part.series().timeframe();
        Future<Void> all = gaps.carve(tx, part.id(), timeframe, Piece.of(part.span(), downs, Piece.EMPTY), now);
        for (Asked other : asked) {
            List<Piece> pieces = Piece.of(other.span(), downs, Piece.EMPTY);
            boolean isTouched = pieces.stream().anyMatch(piece -> piece.downtime() != null);
            if (other.isEmpty() && isTouched) {
                all = all.compose(before -> gaps.carve(tx, other.gap(), timeframe, pieces, now));
            }
        }
        return all;
    }
}
