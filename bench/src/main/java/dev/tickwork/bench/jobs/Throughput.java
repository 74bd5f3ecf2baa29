package dev.tickwork.bench.jobs;

import java.util.concurrent.TimeUnit;

/** So many in that time. */
record Throughput(long count, long nanos) {
    double perSecond() {
        return (double) count * TimeUnit.SECONDS.toNanos(1) / nanos;
    }
}
