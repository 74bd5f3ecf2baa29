package dev.tickwork.gaprepair;

import dev.tickwork.gaprepair.detection.ScanReport;

/**
 * What a look for gaps brought to light.
 *
 * @param series how many were looked at
 * @param newGaps gaps that were not known
 * @param closedGaps gaps whose candles have come by other ways
 * @param goneGaps gaps of which nothing is expected any more
 */
record DetectionResult(int series, int newGaps, int closedGaps, int goneGaps) {
    static DetectionResult of(ScanReport report) {
        return new DetectionResult(report.series(), report.found().size(), report.closed(), report.gone());
    }
}
