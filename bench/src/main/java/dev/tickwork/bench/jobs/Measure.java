package dev.tickwork.bench.jobs;

import java.util.Collection;
import java.util.Locale;

/** What is measured of each entrant. */
enum Measure {
    ENQUEUE_1("enqueued /s, 1 caller", "%,.0f", true),
    ENQUEUE_10("enqueued /s, 10 callers", "%,.0f", true),
    ENQUEUE_100("enqueued /s, 100 callers", "%,.0f", true),
    BULK("enqueued /s, batches of 1,000", "%,.0f", true),
    DRAIN_COLD("run /s, 20,000 queued, new process", "%,.0f", true),
    DRAIN_AGAIN("run /s, 20,000 more", "%,.0f", true),
    DRAIN_WARM("run /s, 20,000 after 120,000", "%,.0f", true),
    PICKUP_HERE_P50("begins after ms, same process, p50", "%,.1f", false),
    PICKUP_HERE_P99("begins after ms, same process, p99", "%,.1f", false),
    PICKUP_THERE_P50("begins after ms, other process, p50", "%,.1f", false),
    PICKUP_THERE_P99("begins after ms, other process, p99", "%,.1f", false),
    IDLE_TRANSACTIONS("transactions /s when idle", "%,.2f", false),
    RESIDENT_IDLE("resident MiB when idle", "%,.0f", false),
    RESIDENT_PEAK("resident MiB at most", "%,.0f", false);

    private final String shown;
    private final String format;
    private final boolean isMoreBetter;

    Measure(String shown, String format, boolean isMoreBetter) {
        this.shown = shown;
        this.format = format;
        this.isMoreBetter = isMoreBetter;
    }

    String shown() {
        return shown;
    }

    String format(double value) {
        return String.format(Locale.ROOT, format, value);
    }

    /** The best of several values; there must be one. */
    double best(Collection<Double> values) {
        var all = values.stream().mapToDouble(Double::doubleValue);
        return (isMoreBetter ? all.max() : all.min()).orElseThrow();
    }
}
