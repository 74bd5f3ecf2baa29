package dev.tickwork.gaprepair.detection;

import dev.tickwork.domain.candles.Series;
import dev.tickwork.domain.candles.Span;
import java.util.ArrayList;
import java.util.List;

/**
 * What a look brought to light.
 *
 * @param series how many were looked at
 * @param found gaps that were not known
 * @param closed how many gaps have their candles now, by whatever way they came
 * @param gone how many are not expected any more
 */
public record ScanReport(int series, List<Found> found, int closed, int gone) {
    public ScanReport {
        found = List.copyOf(found);
    }

    /** A gap that was not known. */
    public record Found(Series series, Span span) {}

    /** Nothing was looked at. */
    public static final ScanReport NOTHING = new ScanReport(0, List.of(), 0, 0);

    static ScanReport gone(int gaps) {
        return new ScanReport(0, List.of(), 0, gaps);
    }

    ScanReport and(ScanReport other) {
        List<Found> both = new ArrayList<>(found);
        both.addAll(other.found);
        return new ScanReport(series + other.series, both, closed + other.closed, gone + other.gone);
    }
}
