package dev.tickwork.bench.start;

import dev.tickwork.bench.Folders;
import dev.tickwork.bench.Table;
import dev.tickwork.bench.TickworkProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * From the command to {@code /health/ready}, beside the embedded Postgres that it brings along. The figure of Postgres
 * alone holds nothing else, not even a JVM's start; Tickwork's holds its JVM, Postgres, Redis, migrations and the first
 * prices.
 */
public final class StartBench {
    private static final int ROUNDS = 5;

    private final Times firstPostgres = new Times();
    private final Times laterPostgres = new Times();
    private final Times firstTickwork = new Times();
    private final Times laterTickwork = new Times();

    private StartBench() {}

    public static Table run() {
        var bench = new StartBench();
        try {
            for (int round = 0; round < ROUNDS; round++) {
                bench.round();
            }
        } catch (Exception e) {
            throw new IllegalStateException("the start could not be measured", e);
        }
        return bench.table();
    }

    private void round() throws Exception {
        Path alone = Files.createTempDirectory("tickwork-bench-postgres");
        Path whole = Files.createTempDirectory("tickwork-bench-data");
        firstPostgres.add(PostgresAlone.start(alone));
        firstTickwork.add(tickwork(whole));
        laterPostgres.add(PostgresAlone.start(alone));
        laterTickwork.add(tickwork(whole));
        Folders.delete(alone);
        Folders.delete(whole);
    }

    private static Duration tickwork(Path data) throws Exception {
        try (var process = TickworkProcess.start(data)) {
            return process.untilReady();
        }
    }

    private Table table() {
        return new Table(
                        "start, median of " + ROUNDS,
                        "Postgres alone",
                        "Tickwork ready",
                        "ratio",
                        "Tickwork min to max")
                .row(cells("first, makes its data", firstPostgres, firstTickwork))
                .row(cells("on data that are there", laterPostgres, laterTickwork));
    }

    private static String[] cells(String name, Times postgres, Times tickwork) {
        double ratio = (double) tickwork.median().toNanos() / postgres.median().toNanos();
        return new String[] {
            name,
            seconds(postgres.median()),
            seconds(tickwork.median()),
            String.format(Locale.ROOT, "%.2f", ratio),
            seconds(tickwork.least()) + " to " + seconds(tickwork.most())
        };
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.2f s", duration.toMillis() / 1000.0);
    }

    /** Durations of the same thing. */
    private static final class Times {
        private final List<Duration> all = new ArrayList<>();

        void add(Duration duration) {
            all.add(duration);
            all.sort(null);
        }

        Duration median() {
            return all.get(all.size() / 2);
        }

        Duration least() {
            return all.get(0);
        }

        Duration most() {
            return all.get(all.size() - 1);
        }
    }
}
