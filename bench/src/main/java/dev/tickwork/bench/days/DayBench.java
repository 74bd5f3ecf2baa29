package dev.tickwork.bench.days;

import dev.tickwork.bench.Folders;
import dev.tickwork.bench.Table;
import dev.tickwork.bench.TickworkProcess;
import dev.tickwork.bench.days.Callers.Served;
import dev.tickwork.bench.jobs.PostgresProcess;
import dev.tickwork.postgres.Database;
import dev.tickwork.postgres.PostgresConfig;
import dev.tickwork.postgres.PostgresUrl;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** How fast Tickwork answers with a day of 1m candles, beside a bare server that runs the same query, in turns. */
public final class DayBench {
    private static final int ROUNDS = Integer.getInteger("days.rounds", 3);
    private static final Duration ROUND = Duration.ofSeconds(Integer.getInteger("days.seconds", 3));
    private static final List<Integer> CALLERS = List.of(1, 50);
    private static final String KEY = "the-key-of-this-benchmark-only";
    private static final String BARE = "bare server";
    private static final String OURS = "Tickwork";

    private final Callers callers;
    private final Map<String, URI> servers = new LinkedHashMap<>();
    private final Map<String, List<Served>> served = new LinkedHashMap<>();

    private DayBench(Callers callers, URI bare, URI ours) {
        this.callers = callers;
        servers.put(BARE, bare);
        servers.put(OURS, ours);
    }

    public static Table run() {
        try (var postgres = PostgresProcess.start()) {
            Path data = Files.createTempDirectory("tickwork-bench-days");
            try (var tickwork =
                    TickworkProcess.start(data, environment(postgres.address().url()))) {
                var unused = tickwork.untilReady();
                return on(postgres.address().url(), tickwork.api());
            } finally {
                Folders.delete(data);
            }
        } catch (IOException e) {
            throw new IllegalStateException("days of candles could not be asked for", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** It does what it always does, but for the candles: of those there is the one day. */
    private static Map<String, String> environment(String postgres) {
        return Map.of(
                "DATABASE_URL", postgres,
                "BITFINEX_SYMBOLS", Day.SYMBOL,
                "BITFINEX_TIMEFRAMES", "1m",
                "BACKFILL_ON_STARTUP", "false",
                "WS_INGESTION_ENABLED", "false",
                "API_REQUESTS_PER_MINUTE", "10000000",
                "API_REQUESTS_BURST", "1000000",
                "TICKWORK_ADMIN_KEY", KEY);
    }

    private static Table on(String postgres, URI tickwork) {
        Day day = Day.yesterday(Clock.systemUTC());
        fill(postgres, day);
        try (var callers = new Callers(CALLERS.get(CALLERS.size() - 1), day.path(), KEY);
                var bare = new BareServer(vertx -> connect(vertx, postgres), day, callers.once(tickwork))) {
            return new DayBench(callers, bare.address(), tickwork).measure();
        }
    }

    private static void fill(String postgres, Day day) {
        Vertx vertx = Vertx.vertx();
        Database database = connect(vertx, postgres);
        day.fill(database);
        database.close().await();
        vertx.close().await();
    }

    private static Database connect(Vertx vertx, String postgres) {
        return Database.connect(vertx, PostgresConfig.standard(PostgresUrl.parse(postgres), "bench"));
    }

    private Table measure() {
        round(); // compiles what is measured next
        served.clear();
        for (int round = 0; round < ROUNDS; round++) {
            round();
        }
        return table();
    }

    private void round() {
        for (int many : CALLERS) {
            servers.forEach((name, server) -> served.computeIfAbsent(title(name, many), title -> new ArrayList<>())
                    .add(callers.ask(server, many, ROUND)));
        }
    }

    private static String title(String name, int many) {
        return name + ", at once: " + many;
    }

    private Table table() {
        var table = new Table(
                "a day of 1m over HTTP, median of " + ROUNDS, "requests/s", "rows/s", "of bare", "p50 ms", "p99 ms");
        CALLERS.forEach(many -> servers.keySet().forEach(name -> row(table, name, many)));
        return table;
    }

    private void row(Table table, String name, int many) {
        double perSecond = perSecond(name, many);
        table.row(
                title(name, many),
                String.format(Locale.ROOT, "%,.0f", perSecond),
                String.format(Locale.ROOT, "%,.0f", perSecond * Day.MINUTES),
                String.format(Locale.ROOT, "%.2f", perSecond / perSecond(BARE, many)),
                millis(name, many, 50),
                millis(name, many, 99));
    }

    private double perSecond(String name, int many) {
        return rounds(name, many).stream()
                .map(Served::perSecond)
                .sorted()
                .toList()
                .get(ROUNDS / 2);
    }

    /** Of all rounds together. */
    private String millis(String name, int many, double percentile) {
        var all = new Histogram(3);
        rounds(name, many).forEach(round -> all.add(round.nanos()));
        double ms = all.getValueAtPercentile(percentile) / (double) TimeUnit.MILLISECONDS.toNanos(1);
        return String.format(Locale.ROOT, "%,.1f", ms);
    }

    private List<Served> rounds(String name, int many) {
        return served.getOrDefault(title(name, many), List.of());
    }
}
