package dev.tickwork.candleingest.fetch;

import dev.tickwork.messages.candles.CandlesFetched;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What the exchange told, in one answer or several.
 *
 * @param fetched as the run's result has it
 * @param rows that were written
 */
record Told(CandlesFetched fetched, int rows) {
    /** Both, as if it had been one answer. */
    Told and(Told next) {
        CandlesFetched more = next.fetched;
        var both = new CandlesFetched(
                fetched.candles() + more.candles(),
                fetched.stored() + more.stored(),
                fetched.restated() + more.restated(),
                fetched.quarantined() + more.quarantined(),
                fetched.before() || more.before(),
                fetched.after() || more.after(),
                fetched.request(),
                more.answeredAt(),
                fetched.batchId() == null ? more.batchId() : fetched.batchId(),
                both(fetched.parts(), more.parts()));
        return new Told(both, rows + next.rows);
    }

    private static @Nullable List<CandlesFetched.Part> both(
            @Nullable List<CandlesFetched.Part> parts, @Nullable List<CandlesFetched.Part> more) {
        if (parts == null || more == null) {
            return parts;
        }
        return IntStream.range(0, parts.size())
                .mapToObj(i -> both(parts.get(i), more.get(i)))
                .toList();
    }

    private static CandlesFetched.Part both(CandlesFetched.Part part, CandlesFetched.Part more) {
        return new CandlesFetched.Part(
                part.from(),
                part.until(),
                part.candles() + more.candles(),
                part.before() || more.before(),
                part.after() || more.after());
    }
}
