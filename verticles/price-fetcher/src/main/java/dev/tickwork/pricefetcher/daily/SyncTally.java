package dev.tickwork.pricefetcher.daily;

import dev.tickwork.providers.DailySeries;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Counts what a run has done so far. A symbol is either processed or failed in the end. */
final class SyncTally {
    private final int symbols;
    private final int skipped;
    private final SortedSet<String> processed = new TreeSet<>();
    private final SortedMap<String, String> failed = new TreeMap<>();
    private final SortedMap<String, String> refused = new TreeMap<>();
    private final SortedSet<String> restated = new TreeSet<>();
    private int rows;

    SyncTally(DailyPlan plan) {
        this.symbols = plan.wanted().size() + plan.unknown().size();
        this.skipped = plan.skipped().size();
        this.failed.putAll(plan.unknown());
    }

    void fail(String symbol, String reason) {
        failed.put(symbol, reason);
    }

    void restated(String symbol) {
        restated.add(symbol);
    }

    /** Notes the days of a series that were turned away. */
    void refused(DailySeries series) {
        if (!series.refused().isEmpty()) {
            int count = series.refused().size();
            refused.put(
                    series.symbol(),
                    count + " refused, such as " + series.refused().get(0));
        }
    }

    void written(List<DailySeries> series, int changed) {
        series.forEach(one -> processed.add(one.symbol()));
        rows += changed;
    }

    /** How many symbols are over and done with. */
    int done() {
        return processed.size() + failed.size();
    }

    /** How many there are to do. */
    int symbols() {
        return symbols;
    }

    boolean broughtNothing() {
        return processed.isEmpty() && skipped == 0 && !failed.isEmpty();
    }

    SyncResult result() {
        return new SyncResult(processed.size(), rows, skipped, failed, refused, restated);
    }
}
