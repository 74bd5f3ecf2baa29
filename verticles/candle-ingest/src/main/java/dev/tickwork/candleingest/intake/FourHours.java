package dev.tickwork.candleingest.intake;

import dev.tickwork.candleingest.series.SeriesBook;
import dev.tickwork.candleingest.series.StoredSeries;
import dev.tickwork.candleingest.store.HourStore;
import dev.tickwork.candleingest.store.SeenCandle;
import dev.tickwork.domain.candles.Candle;
import dev.tickwork.domain.candles.Observation;
import dev.tickwork.domain.candles.Timeframe;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Builds candles of four hours, of four complete hours only, and anew when one of them is told otherwise. */
final class FourHours {
    private final SeriesBook book;
    private final HourStore store = new HourStore();

    FourHours(SeriesBook book) {
        this.book = book;
    }

    /**
     * The candles that these hours complete or change; empty when there are none. Hours that were stored before may well
     * complete one: that of a series that is collected since then.
     */
    Future<List<SeenCandle>> of(Tx tx, Collection<SeenCandle> hours) {
        Map<HourStore.Place, StoredSeries> wanted = wanted(hours);
        if (wanted.isEmpty()) {
            return Future.succeededFuture(List.of());
        }
        return store.fours(tx, wanted.keySet())
                .map(fours -> fours.stream().map(four -> built(four, wanted)).toList());
    }

    /** The candle that an hour belongs to, as far as it is collected. Says where it is, and not yet what. */
    List<SeenCandle> around(SeenCandle hour) {
        return fours(hour).stream()
                .map(series -> new SeenCandle(series.id(), moved(hour.seen(), series)))
                .toList();
    }

    private Map<HourStore.Place, StoredSeries> wanted(Collection<SeenCandle> hours) {
        Map<HourStore.Place, StoredSeries> wanted = new HashMap<>();
        hours.stream()
                .filter(one -> one.timeframe() == Timeframe.H1 && one.seen().isFinal())
                .forEach(hour -> fours(hour).forEach(series -> wanted.put(place(hour, series), series)));
        return wanted;
    }

    private static HourStore.Place place(SeenCandle hour, StoredSeries series) {
        return new HourStore.Place(hour.seriesId(), series.id(), Timeframe.H4.openOf(hour.openTime()));
    }

    private List<StoredSeries> fours(SeenCandle hour) {
        return hour.timeframe() == Timeframe.H1
                ? book.find(hour.seen().series()).map(book::builtFrom).orElse(List.of())
                : List.of();
    }

    private static SeenCandle built(HourStore.Four four, Map<HourStore.Place, StoredSeries> wanted) {
        StoredSeries series = Objects.requireNonNull(wanted.get(four.place()));
        return new SeenCandle(series.id(), new Observation(series.series(), four.candle(), true, four.seenAt()));
    }

    private static Observation moved(Observation hour, StoredSeries series) {
        Candle candle = hour.candle();
        Instant open = series.timeframe().openOf(candle.openTime());
        return new Observation(
                series.series(),
                new Candle(open, candle.open(), candle.high(), candle.low(), candle.close(), candle.volume()),
                false,
                hour.seenAt());
    }
}
