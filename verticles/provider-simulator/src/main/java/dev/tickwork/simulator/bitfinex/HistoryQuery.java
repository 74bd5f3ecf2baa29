package dev.tickwork.simulator.bitfinex;

import dev.tickwork.domain.candles.Candle;
import dev.tickwork.domain.candles.Timeframe;
import dev.tickwork.simulator.candles.CandleReader;
import io.vertx.core.MultiMap;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a caller wants of a series.
 *
 * @param start the first open that may be among the rows; null for any. There are no rows at all when it is none, which
 *     the vendor was seen to do
 * @param end the last one; null for any
 * @param limit the most rows
 * @param isOldestFirst else the newest ones come, and come first
 */
record HistoryQuery(@Nullable Instant start, @Nullable Instant end, int limit, boolean isOldestFirst) {
    private static final int USUAL = 100;
    private static final int MOST = 10_000;
    private static final String NUMBER = "\\d{1,15}";

    /** What is wrong with the parameters: the name of the first wrong one. */
    static Optional<String> mistake(MultiMap parameters) {
        if (!isNumber(parameters, "limit") || limit(parameters) < 1 || limit(parameters) > MOST) {
            return Optional.of("limit");
        }
        if (!isNumber(parameters, "start")) {
            return Optional.of("start");
        }
        if (!isNumber(parameters, "end")) {
            return Optional.of("end");
        }
        return List.of("1", "-1", "").contains(text(parameters, "sort")) ? Optional.empty() : Optional.of("sort");
    }

    /** The query of parameters without a {@link #mistake}. */
    static HistoryQuery of(MultiMap parameters) {
        return new HistoryQuery(
                moment(parameters, "start"),
                moment(parameters, "end"),
                limit(parameters),
                text(parameters, "sort").equals("1"));
    }

    /** The newest one. */
    static HistoryQuery newest(int limit) {
        return new HistoryQuery(null, null, limit, false);
    }

    /** The rows, in the order that is wanted; blocks for a second when a year must be worked out. */
    List<Candle> rows(CandleReader reader, Timeframe timeframe) {
        return isOffGrid(reader, timeframe) ? List.of() : found(reader, timeframe);
    }

    private List<Candle> found(CandleReader reader, Timeframe timeframe) {
        Instant first = first(reader, timeframe);
        Instant last = last(reader, timeframe);
        List<Candle> rows = new ArrayList<>();
        Instant open = isOldestFirst ? first : last;
        while (!open.isBefore(first) && !open.isAfter(last) && rows.size() < limit) {
            reader.find(timeframe, open).ifPresent(rows::add);
            open = timeframe.plus(open, isOldestFirst ? 1 : -1);
        }
        return rows;
    }

    private boolean isOffGrid(CandleReader reader, Timeframe timeframe) {
        return start != null
                && start.isAfter(reader.begins(timeframe))
                && !timeframe.openOf(start).equals(start);
    }

    private Instant first(CandleReader reader, Timeframe timeframe) {
        Instant begins = reader.begins(timeframe);
        return start == null || start.isBefore(begins) ? begins : start;
    }

    private Instant last(CandleReader reader, Timeframe timeframe) {
        return timeframe.openOf(end == null || end.isAfter(reader.now()) ? reader.now() : end);
    }

    private static int limit(MultiMap parameters) {
        String text = text(parameters, "limit");
        return text.isEmpty() ? USUAL : (int) Math.min(Long.parseLong(text), Integer.MAX_VALUE);
    }

    private static @Nullable Instant moment(MultiMap parameters, String name) {
        String text = text(parameters, name);
        return text.isEmpty() ? null : Instant.ofEpochMilli(Long.parseLong(text));
    }

    private static boolean isNumber(MultiMap parameters, String name) {
        String text = text(parameters, name);
        return text.isEmpty() || text.matches(NUMBER);
    }

    private static String text(MultiMap parameters, String name) {
        String value = parameters.get(name);
        return value == null ? "" : value;
    }
}
