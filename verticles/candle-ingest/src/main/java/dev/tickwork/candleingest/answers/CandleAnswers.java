package dev.tickwork.candleingest.answers;

import dev.tickwork.candleingest.series.SeriesBook;
import dev.tickwork.candleingest.series.StoredSeries;
import dev.tickwork.domain.candles.Series;
import dev.tickwork.domain.candles.Timeframe;
import dev.tickwork.domain.time.Time;
import dev.tickwork.messages.ApiProblem;
import dev.tickwork.postgres.Database;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the answers about candles have in common.
 *
 * @param exchange the provider's stable name
 * @param simulated whether the provider simulator makes the candles up
 */
public record CandleAnswers(Database database, SeriesBook book, Time time, String exchange, boolean simulated) {
    /**
     * A series that is or was collected.
     *
     * @throws ApiProblem 404 when it never was
     */
    StoredSeries series(String symbol, String timeframe) {
        return find(symbol, timeframe)
                .orElseThrow(() -> ApiProblem.notFound(
                        "candles of " + symbol + "/" + timeframe + " are not collected and never were"));
    }

    /** The same; empty when it never was. */
    Optional<StoredSeries> find(String symbol, String timeframe) {
        return book.find(new Series(exchange, symbol.toUpperCase(Locale.ROOT), timeframe(timeframe)));
    }

    /** @throws ApiProblem 422 when there is none of that label */
    static Timeframe timeframe(String label) {
        try {
            return Timeframe.of(label);
        } catch (IllegalArgumentException e) {
            throw ApiProblem.invalid("timeframe", String.valueOf(e.getMessage()));
        }
    }

    /** The number that a cursor is; null at the beginning. */
    static @Nullable Long numberCursor(@Nullable String cursor) {
        try {
            return cursor == null ? null : Long.valueOf(cursor);
        } catch (NumberFormatException malformed) {
            throw badCursor();
        }
    }

    static ApiProblem badCursor() {
        return ApiProblem.invalid("cursor", "is not one that this operation gave");
    }
}
