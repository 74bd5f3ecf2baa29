package dev.tickwork.pricefetcher.daily;

import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What became of a run.
 *
 * @param symbolsProcessed how many series came and were stored as far as they were new
 * @param recordsUpdated rows inserted, changed, or deleted because a restated series does not have them any more
 * @param symbolsSkipped how many needed nothing
 * @param failed symbols that nothing came for, each with the reason
 * @param refused symbols of which days were turned away, each with how many and the first reason
 * @param restated symbols whose stored past was replaced because the provider restated it
 */
public record SyncResult(
        int symbolsProcessed,
        int recordsUpdated,
        int symbolsSkipped,
        SortedMap<String, String> failed,
        SortedMap<String, String> refused,
        SortedSet<String> restated) {
    public SyncResult {
        failed = Collections.unmodifiableSortedMap(new TreeMap<>(failed));
        refused = Collections.unmodifiableSortedMap(new TreeMap<>(refused));
        restated = Collections.unmodifiableSortedSet(new TreeSet<>(restated));
    }
}
