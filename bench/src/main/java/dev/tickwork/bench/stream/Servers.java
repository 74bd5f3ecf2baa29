package dev.tickwork.bench.stream;

import dev.tickwork.bench.Folders;
import dev.tickwork.bench.StandaloneJar;
import dev.tickwork.standalone.servers.DataFolder;
import dev.tickwork.standalone.servers.EmbeddedPostgres;
import dev.tickwork.standalone.servers.EmbeddedRedis;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The standalone's Postgres and Redis, on new data; in a JVM of its own. */
final class Servers implements AutoCloseable {
    private static final String ANSWER = "servers ";

    private final Process process;
    private final Path data;
    private final String postgres;
    private final String redis;

    private Servers(Process process, Path data, String postgres, String redis) {
        this.process = process;
        this.data = data;
        this.postgres = postgres;
        this.redis = redis;
    }

    /** Starts both on the data in a folder, says where they are, and stops them when the input ends. */
    public static void main(String[] args) throws IOException {
        PrintStream out = System.out;
        try (var folder = DataFolder.open(Path.of(args[0]));
                var postgres = EmbeddedPostgres.start(folder, new SecureRandom());
                var redis = EmbeddedRedis.start(folder, new SecureRandom())) {
            out.println(ANSWER + postgres.url() + " " + redis.url());
            var unused = System.in.readAllBytes();
        }
    }

    static Servers start() throws IOException {
        Path data = Files.createTempDirectory("tickwork-bench-servers");
        Process process = StandaloneJar.run(
                        List.of("-Xmx64m", "-cp", classPath(), Servers.class.getName(), data.toString()))
                .redirectErrorStream(true)
                .start();
        var printed = process.inputReader(StandardCharsets.UTF_8);
        for (String line = printed.readLine(); line != null; line = printed.readLine()) {
            if (line.startsWith(ANSWER)) {
                String[] urls = line.split(" ", 3);
                return new Servers(process, data, urls[1], urls[2]);
            }
        }
        throw new IllegalStateException("the servers did not start on " + data);
    }

    String postgres() {
        return postgres;
    }

    String redis() {
        return redis;
    }

    private static String classPath() {
        return StandaloneJar.path() + System.getProperty("path.separator") + System.getProperty("java.class.path");
    }

    /** Stops them and deletes their data. */
    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the servers did not stop");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Folders.delete(data);
    }
}
