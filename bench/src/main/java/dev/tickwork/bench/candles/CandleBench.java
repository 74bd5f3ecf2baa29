package dev.tickwork.bench.candles;

import dev.tickwork.bench.Table;
import dev.tickwork.bench.jobs.PostgresProcess;
import dev.tickwork.candleingest.series.StoredSeries;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/** How fast candles are stored: through candle-ingest's intake, beside COPY of the same rows into the same table, in turns. */
public final class CandleBench {
    private static final int ROUNDS = Integer.getInteger("candles.rounds", 3);
    private static final int MILLIONS = Integer.getInteger("candles.millions", 10);
    private static final int SERIES = 100;
    private static final int MANY = 10_000;
    private static final int CONNECTIONS = 4;

    private final Writing writing;
    private final TakingIn ours;
    private final List<StoredSeries> series;
    private final Map<String, List<Double>> copied = new LinkedHashMap<>();
    private final Map<String, List<Double>> stored = new LinkedHashMap<>();

    private CandleBench(Writing writing, TakingIn ours, List<StoredSeries> series) {
        this.writing = writing;
        this.ours = ours;
        this.series = series;
    }

    public static Table run() {
        try (var postgres = PostgresProcess.start()) {
            TakingIn.migrate(postgres.address());
            try (var writing = new Writing(postgres.address());
                    var ours = TakingIn.open(postgres.address(), CONNECTIONS)) {
                writing.addInstruments(SERIES);
                return new CandleBench(writing, ours, ours.series(SERIES)).measure();
            }
        } catch (IOException | SQLException e) {
            throw new IllegalStateException("the storing of candles could not be measured", e);
        }
    }

    private Table measure() throws IOException, SQLException {
        onEmptyTable(1, false); // compiles what is measured next
        for (int round = 0; round < ROUNDS; round++) {
            onEmptyTable(1, true);
            onEmptyTable(CONNECTIONS, true);
        }
        onFullTable();
        return table();
    }

    private void onEmptyTable(int lanes, boolean counts) throws IOException, SQLException {
        writing.empty();
        double theirs = writing.copy(minutes(0));
        writing.empty();
        double own = ours.store(minutes(0), lanes);
        if (counts) {
            note("empty table, connections: " + lanes, theirs, own);
        }
    }

    private void onFullTable() throws IOException, SQLException {
        writing.empty();
        for (int million = 0; million < MILLIONS; million++) {
            var unused = writing.copy(minutes(million));
        }
        for (int round = 0; round < ROUNDS; round++) {
            writing.settle();
            double theirs = writing.copy(minutes(MILLIONS + 2 * round));
            writing.settle();
            double own = ours.store(minutes(MILLIONS + 2 * round + 1), CONNECTIONS);
            note(MILLIONS + " million rows, connections: " + CONNECTIONS, theirs, own);
        }
    }

    /** The n-th million. */
    private List<MadeCandles> minutes(int million) {
        return series.stream()
                .map(one -> new MadeCandles(one, million * MANY, MANY))
                .toList();
    }

    private void note(String what, double theirs, double own) {
        copied.computeIfAbsent(what, key -> new ArrayList<>()).add(theirs);
        stored.computeIfAbsent(what, key -> new ArrayList<>()).add(own);
    }

    private Table table() {
        var table = new Table("candles a second, median of " + ROUNDS, "COPY", "Tickwork", "ratio");
        copied.forEach((what, theirs) -> {
            List<Double> own = stored.getOrDefault(what, List.of());
            List<Double> ratios = IntStream.range(0, theirs.size())
                    .mapToObj(round -> own.get(round) / theirs.get(round))
                    .toList();
            table.row(
                    what,
                    String.format(Locale.ROOT, "%,.0f", median(theirs)),
                    String.format(Locale.ROOT, "%,.0f", median(own)),
                    String.format(Locale.ROOT, "%.2f", median(ratios)));
        });
        return table;
    }

    private static double median(List<Double> rounds) {
        return rounds.stream().sorted().toList().get(rounds.size() / 2);
    }
}
