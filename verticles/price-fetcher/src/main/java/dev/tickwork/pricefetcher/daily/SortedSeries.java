package dev.tickwork.pricefetcher.daily;

import dev.tickwork.providers.DailySeries;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What a call brought, by what is to be done with it. */
final class SortedSeries {
    private final List<DailySeries> additions = new ArrayList<>();
    private final List<DailySeries> replacements = new ArrayList<>();
    private final List<String> restated = new ArrayList<>();

    void add(DailySeries series) {
        additions.add(series);
    }

    void replace(DailySeries series) {
        replacements.add(series);
    }

    void fetchWhole(String symbol) {
        restated.add(symbol);
    }

    /** To be stored beside what we have. */
    List<DailySeries> additions() {
        return additions;
    }

    /** To be stored instead of what we have. */
    List<DailySeries> replacements() {
        return replacements;
    }

    /** Symbols to be fetched from their first day on before anything of them is stored. */
    List<String> restated() {
        return restated;
    }

    /** Everything that is stored now. */
    List<DailySeries> stored() {
        return Stream.concat(additions.stream(), replacements.stream()).toList();
    }
}
