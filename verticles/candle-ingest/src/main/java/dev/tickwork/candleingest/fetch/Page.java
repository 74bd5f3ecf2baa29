package dev.tickwork.candleingest.fetch;

import dev.tickwork.candleingest.intake.Intake;
import dev.tickwork.candleingest.store.SeenCandle;
import dev.tickwork.domain.candles.Candle;
import dev.tickwork.domain.candles.Span;
import dev.tickwork.providers.CandleAnswer;
import java.time.Instant;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * One answer, and what became of it.
 *
 * @param answer what the exchange told
 * @param intake what was stored of it; null when it told nothing
 */
record Page(CandleAnswer.Found answer, @Nullable Intake intake) {
    /** How many candles it has that open in a span; those that cannot be read are there, too, wherever they may be. */
    int candles(Span span) {
        long readable = answer.candles().stream()
                .map(Candle::openTime)
                .filter(span::contains)
                .count();
        long others = answer.unreadable().stream()
                .filter(one -> !one.within().and(span).isEmpty())
                .count();
        return Math.toIntExact(readable + others);
    }

    boolean has(Instant open) {
        return answer.candles().stream().map(Candle::openTime).anyMatch(open::equals);
    }

    @Nullable
    Long batchId() {
        return intake == null ? null : (Long) intake.batchId();
    }

    int stored(int seriesId, Span span) {
        return intake == null ? 0 : in(intake.saved().added(), seriesId, span);
    }

    int restated(int seriesId, Span span) {
        return intake == null ? 0 : in(intake.saved().restated(), seriesId, span);
    }

    int quarantined() {
        return intake == null ? 0 : intake.verdict().quarantined();
    }

    int rows() {
        return intake == null ? 0 : intake.rows();
    }

    private static int in(Collection<SeenCandle> candles, int seriesId, Span span) {
        return Math.toIntExact(candles.stream()
                .filter(one -> one.seriesId() == seriesId && span.contains(one.openTime()))
                .count());
    }
}
