package dev.tickwork.bench.gaps;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.tickwork.bench.Table;
import dev.tickwork.bench.jobs.PostgresAddress;
import dev.tickwork.bench.jobs.PostgresProcess;
import dev.tickwork.domain.time.Alarm;
import dev.tickwork.domain.time.Time;
import dev.tickwork.gaprepair.detection.GapScan;
import dev.tickwork.gaprepair.detection.ScanReport;
import dev.tickwork.postgres.Database;
import dev.tickwork.postgres.Migrations;
import dev.tickwork.postgres.PostgresConfig;
import dev.tickwork.postgres.PostgresUrl;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** How long it takes to look for gaps among millions of candles, beside counting them, in turns. */
public final class GapBench {
    private static final int ROUNDS = Integer.getInteger("gaps.rounds", 5);
    private static final int MILLIONS = Integer.getInteger("gaps.millions", 10);
    private static final Duration GRACE = Duration.ofMinutes(2);

    private final Candles candles;
    private final Database database;
    private final List<Double> counted = new ArrayList<>();
    private final List<Double> full = new ArrayList<>();
    private final List<Double> incremental = new ArrayList<>();
    private final List<Double> first = new ArrayList<>();
    private int gaps;
    private int run;

    private GapBench(Candles candles, Database database) {
        this.candles = candles;
        this.database = database;
    }

    public static Table run() {
        try (var postgres = PostgresProcess.start()) {
            return on(postgres.address());
        } catch (IOException e) {
            throw new IllegalStateException("the look for gaps could not be measured", e);
        }
    }

    private static Table on(PostgresAddress address) {
        PostgresUrl url = PostgresUrl.parse(address.url());
        var unused = new Migrations(url, new Standing(Candles.BEGIN).asClock()).run("simulated", Duration.ZERO);
        Vertx vertx = Vertx.vertx();
        Duration patience = Duration.ofMinutes(10);
        var patient = PostgresConfig.standard(url, "bench").withTimeouts(Duration.ofSeconds(5), patience, patience);
        Database database = Database.connect(vertx, patient);
        try {
            return new GapBench(new Candles(database, MILLIONS), database).measure();
        } finally {
            database.close().await();
            vertx.close().await();
        }
    }

    private Table measure() {
        candles.fill();
        candles.lose();
        candles.settle();
        for (int round = 0; round < ROUNDS; round++) {
            candles.forget();
            counted.add(millis(candles::count));
            first.add(millis(this::lookThroughAllAnew));
            full.add(millis(() -> look(true)));
            candles.grow();
            incremental.add(millis(() -> look(false)));
        }
        return table();
    }

    private void lookThroughAllAnew() {
        gaps = look(true).found().size();
    }

    @CanIgnoreReturnValue
    private ScanReport look(boolean isFull) {
        var scan = new GapScan(database, new Standing(candles.now()), GRACE);
        return scan.all(new OneRun(++run, candles.now(), database), isFull).await();
    }

    private static double millis(Runnable work) {
        long begin = System.nanoTime();
        work.run();
        return (System.nanoTime() - begin) / (double) TimeUnit.MILLISECONDS.toNanos(1);
    }

    private Table table() {
        double count = median(counted);
        var table =
                new Table(MILLIONS + " million candles, " + gaps + " gaps, median of " + ROUNDS, "ms", "to count(*)");
        row(table, "SELECT count(*)", count, count);
        row(table, "look through all, nothing known", median(first), count);
        row(table, "look through all", median(full), count);
        row(table, "look where 1,000 came", median(incremental), count);
        return table;
    }

    private static void row(Table table, String what, double millis, double count) {
        table.row(
                what, String.format(Locale.ROOT, "%,.0f", millis), String.format(Locale.ROOT, "%.2f", millis / count));
    }

    private static double median(List<Double> rounds) {
        return rounds.stream().sorted().toList().get(rounds.size() / 2);
    }

    private record Standing(Instant now) implements Time {
        @Override
        public Alarm wakeAt(Instant when, Runnable wake) {
            throw new UnsupportedOperationException("nothing waits here");
        }
    }
}
