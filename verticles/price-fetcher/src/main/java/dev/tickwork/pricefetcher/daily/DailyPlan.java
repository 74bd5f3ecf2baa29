package dev.tickwork.pricefetcher.daily;

import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;

/**
 * What a run is going to do.
 *
 * @param wanted the days to ask for, by symbol
 * @param skipped symbols that need nothing
 * @param unknown symbols that are no instruments, each with the reason
 */
record DailyPlan(List<WantedDays> wanted, SortedSet<String> skipped, SortedMap<String, String> unknown) {}
