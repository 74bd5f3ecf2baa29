package dev.tickwork.pricefetcher.daily;

import dev.tickwork.postgres.Database;
import dev.tickwork.postgres.Tx;
import dev.tickwork.providers.DailySeries;
import io.vertx.core.Future;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What is stored, as a run sees it. */
final class DailyShelf {
    private final Database database;
    private final DailyPriceStore store;

    DailyShelf(Database database, DailyPriceStore store) {
        this.database = database;
        this.store = store;
    }

    /** What we have, by symbol; those that were never stored are left out. */
    Future<Map<String, StoredSeries>> series(Collection<String> symbols) {
        return database.read(tx -> store.series(tx, symbols))
                .map(series -> series.stream().collect(Collectors.toMap(StoredSeries::symbol, Function.identity())));
    }

    /** The stored closes by symbol and date; symbols without any are left out. */
    Future<Map<String, Map<LocalDate, BigDecimal>>> closes(SortedSet<String> symbols, LocalDate from) {
        return database.read(tx -> store.closes(tx, symbols, from)).map(closes -> closes.stream()
                .collect(Collectors.groupingBy(
                        StoredClose::symbol, Collectors.toMap(StoredClose::date, StoredClose::close))));
    }

    /** Writes what a call brought, all or nothing; answers the rows that changed. Fails as the run's write does. */
    Future<Integer> write(SyncRun run, SortedSeries sorted, boolean isWhole) {
        UUID fullRun = isWhole ? run.runId() : null;
        return run.write(tx -> store.save(tx, sorted.additions(), run.runId(), fullRun)
                .compose(changed -> replaceAll(tx, sorted.replacements(), run.runId(), changed)));
    }

    private Future<Integer> replaceAll(Tx tx, List<DailySeries> replacements, UUID run, int changed) {
        Future<Integer> sum = Future.succeededFuture(changed);
        for (DailySeries series : replacements) {
            sum = sum.compose(before -> store.replace(tx, series, run).map(more -> before + more));
        }
        return sum;
    }
}
