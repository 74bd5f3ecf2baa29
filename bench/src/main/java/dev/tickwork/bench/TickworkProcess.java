package dev.tickwork.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The standalone Tickwork in a process of its own, as somebody would start it, on a data folder of its own. */
public final class TickworkProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final LoggedProcess process;
    private final URI api;
    private final long begin;

    private TickworkProcess(LoggedProcess process, URI api, long begin) {
        this.process = process;
        this.api = api;
        this.begin = begin;
    }

    /** Starts it on the data in a folder, on free ports; the first start makes the data. */
    public static TickworkProcess start(Path data) throws IOException {
        return start(data, Map.of());
    }

    /** The same, with more in its environment. */
    public static TickworkProcess start(Path data, Map<String, String> more) throws IOException {
        int api = LoggedProcess.freePort();
        int simulator = LoggedProcess.freePort();
        var builder = StandaloneJar.run(List.of("-jar", StandaloneJar.path().toString()));
        builder.environment()
                .putAll(Map.of(
                        "TICKWORK_DATA", data.toString(),
                        "API_PORT", String.valueOf(api),
                        "SIMULATOR_PORT", String.valueOf(simulator),
                        "SIMULATOR_URL", "http://127.0.0.1:" + simulator));
        builder.environment().putAll(more);
        long begin = System.nanoTime();
        return new TickworkProcess(LoggedProcess.start(builder), URI.create("http://127.0.0.1:" + api), begin);
    }

    /** Waits until everything works, and says how long that took since the start. */
    public Duration untilReady() throws IOException, InterruptedException {
        process.awaitReady(api.resolve("/health/ready"), PATIENCE);
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    /** Where it answers. */
    public URI api() {
        return api;
    }

    public long pid() {
        return process.pid();
    }

    @Override
    public void close() throws IOException {
        process.close();
    }
}
