package dev.tickwork.processes;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.tickwork.testservers.ClusterPorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One Tickwork with ports of its own, and the processes that make it up. Its markets never close, it asks for prices every
 * second and leaves the past of candles alone.
 */
final class Installation implements AutoCloseable {
    static final List<String> SYMBOLS = List.of("BTCUSD", "ETHUSD", "SOLUSD");
    static final long SEED = 42;

    /** Where the build leaves the jars. */
    static final Path VERTICLES = Path.of("..", "verticles");

    /** Starting takes seconds on a machine that has nothing else to do. */
    static final Duration START = Duration.ofSeconds(90);

    private static final String ADMIN_KEY = "tw_first_" + "k".repeat(43);

    private final Path folder;
    private final Map<String, String> environment = new HashMap<>();
    private final List<NodeProcess> started = new ArrayList<>();
    private final int port = freePort();
    private final int simulatorPort = freePort();

    /** @param folder where it keeps what it writes */
    Installation(Path folder) {
        this.folder = folder;
        environment.put("BACKFILL_ON_STARTUP", "false");
        environment.putAll(Map.of(
                "TICKWORK_DATA",
                folder.resolve("data").toString(),
                "API_PORT",
                String.valueOf(port),
                "SIMULATOR_PORT",
                String.valueOf(simulatorPort),
                "SIMULATOR_URL",
                "http://127.0.0.1:" + simulatorPort,
                "SIMULATOR_SEED",
                String.valueOf(SEED),
                "PRICE_SYMBOLS",
                String.join(",", SYMBOLS),
                "PRICE_INTERVAL",
                "1s",
                "API_REQUESTS_PER_MINUTE",
                "6000",
                "API_REQUESTS_BURST",
                "1000",
                "TICKWORK_ADMIN_KEY",
                ADMIN_KEY));
    }

    /** With servers of somebody else's instead of its own. */
    @CanIgnoreReturnValue
    Installation on(String databaseUrl, String redisUrl) {
        return with("DATABASE_URL", databaseUrl).with("REDIS_URL", redisUrl);
    }

    /** Whose processes find each other, and nobody else's. Any of them may go: nobody is the only one that is known. */
    Installation clustered() {
        int clusterPort = ClusterPorts.free();
        return with("CLUSTER_NAME", "test-" + clusterPort).with("CLUSTER_PORT", String.valueOf(clusterPort));
    }

    /** From the next start on. */
    @CanIgnoreReturnValue
    Installation with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** Whoever starts it gets a link instead. */
    Installation withoutAdminKey() {
        return with("TICKWORK_ADMIN_KEY", "");
    }

    /** The jar with everything in it. */
    NodeProcess start(String... arguments) {
        return start(VERTICLES.resolve(Path.of("standalone", "target", "tickwork.jar")), arguments);
    }

    /** The jar of one verticle, as a member of the cluster. */
    NodeProcess startAlone(String verticle) {
        return start(VERTICLES.resolve(Path.of(verticle, "target", verticle + ".jar")), "--cluster");
    }

    /** As its admin sees it. */
    Gateway gateway() {
        return new Gateway(port, ADMIN_KEY);
    }

    int port() {
        return port;
    }

    /** Where the simulated providers are. */
    int simulatorPort() {
        return simulatorPort;
    }

    /** Ends what still runs, and does not ask. */
    @Override
    public void close() throws InterruptedException {
        for (NodeProcess process : started) {
            process.kill();
        }
    }

    private NodeProcess start(Path jar, String... arguments) {
        Path output = folder.resolve("process-" + started.size() + ".log");
        NodeProcess process = NodeProcess.start(jar, environment, output, List.of(arguments));
        started.add(process);
        return process;
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
