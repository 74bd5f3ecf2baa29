package dev.tickwork.bench.jobs;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.IOException;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** One round with one entrant, on databases and in processes that are made for it. */
final class Trial {
    private static final int MILLIS = 3_000;
    private static final int QUEUED = 20_000;
    private static final int DRAINS_UNTIL_WARM = 4;
    private static final int RUNS = 200;
    private static final int MILLIS_BETWEEN = 50;
    /** Until a worker has found out that there is nothing to do. */
    private static final int SETTLE_SECONDS = 3;

    private final Entrant entrant;
    private final Databases databases;
    private final Figures figures;

    Trial(Entrant entrant, Databases databases, Figures figures) {
        this.entrant = entrant;
        this.databases = databases;
        this.figures = figures;
    }

    void run() throws IOException, SQLException, InterruptedException {
        if (entrant.isRacing()) {
            enqueue();
            drain();
        }
        pickUp();
    }

    /** Nobody works meanwhile. */
    private void enqueue() throws IOException, SQLException {
        PostgresAddress database = databases.fresh();
        try (var producer = RemoteContender.start(entrant, database)) {
            producer.order("enqueue", 10, MILLIS); // compiles what is measured next
            note(Measure.ENQUEUE_1, producer.measure("enqueue", 1, MILLIS));
            note(Measure.ENQUEUE_10, producer.measure("enqueue", 10, MILLIS));
            note(Measure.ENQUEUE_100, producer.measure("enqueue", 100, MILLIS));
            note(Measure.BULK, producer.measure("bulk", MILLIS));
        }
        databases.drop(database);
    }

    /** One process works off what another has put there: as it started, once more, and as one that has been up for a while. */
    private void drain() throws IOException, SQLException {
        PostgresAddress database = databases.fresh();
        try (var producer = RemoteContender.start(entrant, database);
                var worker = RemoteContender.start(entrant, database)) {
            note(Measure.DRAIN_COLD, drain(producer, worker));
            note(Measure.DRAIN_AGAIN, drain(producer, worker));
            for (int times = 0; times < DRAINS_UNTIL_WARM; times++) {
                drain(producer, worker);
            }
            note(Measure.DRAIN_WARM, drain(producer, worker));
            note(Measure.RESIDENT_PEAK, Memory.of(worker).peak());
        }
        databases.drop(database);
    }

    @CanIgnoreReturnValue
    private static Throughput drain(RemoteContender producer, RemoteContender worker) throws IOException {
        worker.order("expect", QUEUED);
        producer.order("fill", QUEUED);
        worker.order("work");
        var drained = new Throughput(QUEUED, worker.order("drained")[0]);
        worker.order("rest");
        return drained;
    }

    /** Few runs with silence between them, for processes that have been up for a while. */
    private void pickUp() throws IOException, SQLException, InterruptedException {
        PostgresAddress database = databases.fresh();
        try (var producer = RemoteContender.start(entrant, database);
                var worker = RemoteContender.start(entrant, database)) {
            worker.order("work");
            if (entrant.isRacing()) { // the others take too long for it, and wait for seconds anyway
                warmUp(producer, worker);
            }
            TimeUnit.SECONDS.sleep(SETTLE_SECONDS);
            Histogram here = waits(worker, worker);
            note(Measure.PICKUP_HERE_P50, millis(here, 50));
            note(Measure.PICKUP_HERE_P99, millis(here, 99));
            Histogram there = waits(producer, worker);
            note(Measure.PICKUP_THERE_P50, millis(there, 50));
            note(Measure.PICKUP_THERE_P99, millis(there, 99));
        }
        databases.drop(database);
    }

    private static void warmUp(RemoteContender producer, RemoteContender worker) throws IOException {
        worker.order("enqueue", 1, MILLIS);
        producer.order("enqueue", 1, MILLIS);
        worker.order("drained");
    }

    /** How many microseconds the runs that one process asks for wait for the worker. */
    private static Histogram waits(RemoteContender producer, RemoteContender worker) throws IOException {
        worker.order("expect", RUNS);
        producer.order("trickle", RUNS, MILLIS_BETWEEN);
        var waits = new Histogram(3);
        for (long wait : worker.order("waits")) {
            waits.recordValue(wait);
        }
        return waits;
    }

    private static double millis(Histogram micros, double percentile) {
        return micros.getValueAtPercentile(percentile) / (double) TimeUnit.MILLISECONDS.toMicros(1);
    }

    private void note(Measure measure, Throughput throughput) {
        note(measure, throughput.perSecond());
    }

    private void note(Measure measure, double value) {
        figures.add(entrant, measure, value);
    }
}
