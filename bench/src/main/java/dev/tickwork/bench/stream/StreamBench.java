package dev.tickwork.bench.stream;

import dev.tickwork.bench.LoggedProcess;
import dev.tickwork.bench.Table;
import java.io.IOException;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Five thousand updates a second for a minute, from the simulated exchange to the table; beside a client that hears the same
 * and only reads it.
 */
public final class StreamBench {
    private static final List<String> COINS = List.of("BTCUSD", "ETHUSD", "SOLUSD", "XRPUSD", "LTCUSD");
    private static final List<String> TIMEFRAMES =
            List.of("1m", "5m", "15m", "30m", "1h", "3h", "6h", "12h", "1d", "1w");
    /** As Bitfinex writes those that it writes otherwise. */
    private static final Map<String, String> NAMES = Map.of("1d", "1D", "1w", "1W");

    private static final int CHANNELS = 25;
    private static final int UPDATES_OF_A_CHANNEL = 100;
    private static final long SEED = 42;
    private static final Duration BARE = Duration.ofSeconds(10);
    private static final List<Integer> HEAP_AFTER = List.of(10, 30, 60);
    private static final Duration IN_THE_END = Duration.ofSeconds(20);
    private static final Duration WITHIN = Duration.ofSeconds(60);
    private static final Duration LOOK_EVERY = Duration.ofMillis(20);
    private static final String SIMULATOR = "dev.tickwork.simulator.Main";
    private static final String COLLECTOR = "dev.tickwork.candleingest.Main";
    private static final String MESSAGES = "tickwork_upstream_socket_messages_total";
    private static final String UNSTORED = "tickwork_candles_unstored_total";

    private final Servers servers;
    private final int port;

    private StreamBench(Servers servers, int port) {
        this.servers = servers;
        this.port = port;
    }

    public static Table run() {
        try (var servers = Servers.start()) {
            return new StreamBench(servers, LoggedProcess.freePort()).measure();
        } catch (IOException | SQLException e) {
            throw new IllegalStateException("the stream could not be measured", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private Table measure() throws IOException, SQLException, InterruptedException {
        try (var unused = Member.start(SIMULATOR, environment())) {
            BareListener.Heard bare = BareListener.listen(port, connections(), BARE);
            try (var collector = Member.start(COLLECTOR, environment());
                    Connection database = connect()) {
                awaitStream(collector);
                return listen(collector, database).table(COINS.size() * TIMEFRAMES.size(), bare, BARE);
            }
        }
    }

    private Minute listen(Member collector, Connection database)
            throws IOException, SQLException, InterruptedException {
        var lag = new Lag(database, SEED);
        var served = new Served(database, port);
        List<Long> heap = new ArrayList<>();
        double messages = collector.metric(MESSAGES);
        Duration cpu = collector.cpu();
        long begin = System.nanoTime();
        for (int seconds : HEAP_AFTER) {
            lookUntil(lag, begin + TimeUnit.SECONDS.toNanos(seconds));
            heap.add(collector.heapBytes());
        }
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        return new Minute(
                collector.metric(MESSAGES) - messages,
                collector.cpu().minus(cpu),
                took,
                heap,
                lag,
                inTheEnd(served),
                (long) collector.metric(UNSTORED),
                collector.said("stream lost something")
                        + collector.said("stream is away")
                        + collector.said("a series fell silent"));
    }

    /** What the stream missed is asked for, which takes a moment. */
    private static Served.Compared inTheEnd(Served served) throws IOException, SQLException, InterruptedException {
        long deadline = System.nanoTime() + IN_THE_END.toNanos();
        Served.Compared compared = served.compared(COINS, TIMEFRAMES, NAMES);
        while (!compared.isWhole() && System.nanoTime() < deadline) {
            TimeUnit.SECONDS.sleep(1);
            compared = served.compared(COINS, TIMEFRAMES, NAMES);
        }
        if (compared.all() == 0) {
            throw new IllegalStateException("no final candle was stored that could be compared");
        }
        return compared;
    }

    private static void lookUntil(Lag lag, long until) throws SQLException, InterruptedException {
        while (System.nanoTime() < until) {
            lag.look();
            TimeUnit.NANOSECONDS.sleep(LOOK_EVERY.toNanos());
        }
    }

    private static void awaitStream(Member collector) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + WITHIN.toNanos();
        while (collector.metric(MESSAGES) < UPDATES_OF_A_CHANNEL * CHANNELS) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("the collector heard no stream within " + WITHIN);
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    private Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>();
        environment.put("DATABASE_URL", servers.postgres());
        environment.put("REDIS_URL", servers.redis());
        environment.put("SIMULATOR_PORT", String.valueOf(port));
        environment.put("SIMULATOR_URL", "http://127.0.0.1:" + port);
        environment.put("SIMULATOR_SEED", String.valueOf(SEED));
        environment.put("SIMULATOR_UPDATES_PER_SECOND", String.valueOf(UPDATES_OF_A_CHANNEL));
        environment.put("BITFINEX_SYMBOLS", String.join(",", COINS));
        environment.put("BITFINEX_TIMEFRAMES", String.join(",", TIMEFRAMES));
        environment.put("BACKFILL_ON_STARTUP", "false");
        environment.put("WS_CATCHUP_LOOKBACK_MINUTES", "5");
        environment.put("RATE_LIMIT_DELAY", "0.1");
        environment.put("SIMULATOR_CALLS_PER_MINUTE", "0");
        return environment;
    }

    private static List<List<String>> connections() {
        List<String> keys = COINS.stream()
                .flatMap(coin -> TIMEFRAMES.stream()
                        .map(timeframe -> "trade:" + NAMES.getOrDefault(timeframe, timeframe) + ":t" + coin))
                .toList();
        List<List<String>> connections = new ArrayList<>();
        for (int from = 0; from < keys.size(); from += CHANNELS) {
            connections.add(keys.subList(from, Math.min(keys.size(), from + CHANNELS)));
        }
        return connections;
    }

    private Connection connect() throws SQLException {
        URI address = URI.create(servers.postgres());
        String[] login = address.getUserInfo().split(":", 2);
        return DriverManager.getConnection(
                "jdbc:postgresql://" + address.getHost() + ":" + address.getPort() + address.getPath(),
                login[0],
                login[1]);
    }
}
