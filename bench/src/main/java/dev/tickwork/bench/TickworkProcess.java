package dev.tickwork.bench;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The standalone Tickwork in a process of its own, as somebody would start it, on a data folder of its own. */
public final class TickworkProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration LOOK_EVERY = Duration.ofMillis(5);

    private final Process process;
    private final Path log;
    private final URI api;
    private final long begin;

    private TickworkProcess(Process process, Path log, URI api, long begin) {
        this.process = process;
        this.log = log;
        this.api = api;
        this.begin = begin;
    }

    /** Starts it on the data in a folder, on free ports; the first start makes the data. */
    public static TickworkProcess start(Path data) throws IOException {
        return start(data, Map.of());
    }

    /** The same, with more in its environment. */
    public static TickworkProcess start(Path data, Map<String, String> more) throws IOException {
        int api = freePort();
        int simulator = freePort();
        Path log = Files.createTempFile("tickwork-bench", ".log");
        var builder = StandaloneJar.run(List.of("-jar", StandaloneJar.path().toString()))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment()
                .putAll(Map.of(
                        "TICKWORK_DATA", data.toString(),
                        "API_PORT", String.valueOf(api),
                        "SIMULATOR_PORT", String.valueOf(simulator),
                        "SIMULATOR_URL", "http://127.0.0.1:" + simulator));
        builder.environment().putAll(more);
        long begin = System.nanoTime();
        return new TickworkProcess(builder.start(), log, URI.create("http://127.0.0.1:" + api), begin);
    }

    /** Waits until everything works, and says how long that took since the start. */
    public Duration untilReady() throws IOException, InterruptedException {
        while (!isReady()) {
            if (!process.isAlive() || passed().compareTo(PATIENCE) > 0) {
                throw new IllegalStateException("Tickwork did not become ready:\n" + Files.readString(log));
            }
            TimeUnit.NANOSECONDS.sleep(LOOK_EVERY.toNanos());
        }
        return passed();
    }

    /** Where it answers. */
    public URI api() {
        return api;
    }

    public long pid() {
        return process.pid();
    }

    private Duration passed() {
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    private boolean isReady() {
        try {
            var connection =
                    (HttpURLConnection) api.resolve("/health/ready").toURL().openConnection();
            connection.setConnectTimeout(1_000);
            connection.setReadTimeout(1_000);
            return connection.getResponseCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** Ends it in order, or by force when it does not. */
    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Files.delete(log);
    }
}
