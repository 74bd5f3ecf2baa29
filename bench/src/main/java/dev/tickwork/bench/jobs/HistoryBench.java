package dev.tickwork.bench.jobs;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.tickwork.bench.Table;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** What millions of runs that are over do to those that are not, and to the lists: the same on a short history, in turns. */
public final class HistoryBench {
    private static final int MILLIONS = Integer.getInteger("history.millions", 10);
    /** So many that lists are as full, and few enough to be held in memory. */
    private static final int FEW = 100_000;

    private static final int ROUNDS = 3;
    private static final int QUEUED = 20_000;

    private final Databases databases;
    private final Map<String, List<Double>> brief = new LinkedHashMap<>();
    private final Map<String, List<Double>> lengthy = new LinkedHashMap<>();

    private HistoryBench(Databases databases) {
        this.databases = databases;
    }

    public static Table run() {
        try (var postgres = PostgresProcess.start();
                var databases = new Databases(postgres.address())) {
            return new HistoryBench(databases).measure();
        } catch (IOException | SQLException e) {
            throw new IllegalStateException("the long history could not be measured", e);
        }
    }

    private Table measure() throws IOException, SQLException {
        PostgresAddress young = databases.fresh();
        PostgresAddress old = databases.fresh();
        try (var newcomer = RemoteContender.start(Entrant.ours(), young);
                var veteran = RemoteContender.start(Entrant.ours(), old)) {
            LongHistory.fill(young, FEW);
            LongHistory.fill(old, MILLIONS * 1_000_000);
            run(newcomer); // compiles what is measured next
            run(veteran);
            for (int round = 0; round < ROUNDS; round++) {
                measure(newcomer, young, brief);
                measure(veteran, old, lengthy);
            }
        }
        return table();
    }

    private static void measure(RemoteContender contender, PostgresAddress database, Map<String, List<Double>> figures)
            throws IOException, SQLException {
        note(figures, "20,000 runs, ms", run(contender));
        for (Listing listing : Listing.values()) {
            note(figures, listing.shown(), listing.nanos(database));
        }
    }

    /** Nanoseconds from the first run's begin until all are over. */
    @CanIgnoreReturnValue
    private static long run(RemoteContender contender) throws IOException {
        contender.order("expect", QUEUED);
        contender.order("fill", QUEUED);
        contender.order("work");
        long nanos = contender.order("drained")[0];
        contender.order("rest");
        return nanos;
    }

    private static void note(Map<String, List<Double>> figures, String what, long nanos) {
        figures.computeIfAbsent(what, key -> new ArrayList<>()).add(nanos / (double) TimeUnit.MILLISECONDS.toNanos(1));
    }

    private Table table() {
        var table = new Table(
                "history, median of " + ROUNDS,
                String.format(Locale.ROOT, "%,d rows", FEW),
                MILLIONS + " million rows",
                "ratio");
        brief.forEach((what, before) -> {
            List<Double> after = lengthy.getOrDefault(what, List.of());
            table.row(what, millis(median(before)), millis(median(after)), ratio(before, after));
        });
        return table;
    }

    private static String ratio(List<Double> before, List<Double> after) {
        List<Double> ratios = IntStream.range(0, ROUNDS)
                .mapToObj(round -> after.get(round) / before.get(round))
                .toList();
        return String.format(Locale.ROOT, "%.2f", median(ratios));
    }

    private static double median(List<Double> rounds) {
        return rounds.stream().sorted().toList().get(rounds.size() / 2);
    }

    private static String millis(double value) {
        return String.format(Locale.ROOT, "%,.2f", value);
    }
}
