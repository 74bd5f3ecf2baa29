package dev.tickwork.candleingest.series;

import dev.tickwork.domain.candles.Series;
import dev.tickwork.postgres.Database;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All series as they were last read, so that nobody has to ask for each candle whose it is. Safe for any thread. */
public final class SeriesBook {
    private static final String CONFIGURED = "configuration";

    private final Database database;
    private final SeriesStore store;
    private volatile Map<Series, StoredSeries> known = Map.of();

    public SeriesBook(Database database, SeriesStore store) {
        this.database = database;
        this.store = store;
    }

    /**
     * Collects what is configured, and looks after everything as far back as the rules say now. What an operator took out
     * stays out.
     *
     * @return how many are looked after further back now, or less far
     */
    public Future<Integer> register(List<WantedSeries> wanted, SeriesRules rules, Instant now) {
        return database.write(tx -> store.register(tx, wanted, CONFIGURED, now)
                .compose(registered -> store.all(tx))
                .compose(all -> store.keptDays(tx, all, rules)));
    }

    /** Reads them anew. */
    public Future<Collection<StoredSeries>> reload() {
        return database.read(store::all).map(this::keep);
    }

    /** Every series that was ever collected. */
    public Collection<StoredSeries> all() {
        return known.values();
    }

    /** One of them, collected or not. */
    public Optional<StoredSeries> find(Series series) {
        return Optional.ofNullable(known.get(series));
    }

    /** The series that are built from this one's candles and collected. */
    public List<StoredSeries> builtFrom(StoredSeries parts) {
        return known.values().stream()
                .filter(series -> series.isCollected() && series.builtFrom() == parts.timeframe())
                .filter(series -> series.series().symbol().equals(parts.series().symbol()))
                .filter(series ->
                        series.series().exchange().equals(parts.series().exchange()))
                .toList();
    }

    private Collection<StoredSeries> keep(List<StoredSeries> read) {
        Map<Series, StoredSeries> bySeries = new LinkedHashMap<>();
        read.forEach(series -> bySeries.put(series.series(), series));
        known = Map.copyOf(bySeries);
        return read;
    }
}
