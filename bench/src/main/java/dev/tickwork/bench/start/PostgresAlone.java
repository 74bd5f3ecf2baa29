package dev.tickwork.bench.start;

import dev.tickwork.bench.StandaloneJar;
import dev.tickwork.standalone.servers.DataFolder;
import dev.tickwork.standalone.servers.EmbeddedPostgres;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;

/** The standalone's Postgres without the rest, in a JVM of its own. */
public final class PostgresAlone {
    private static final String ANSWER = "nanoseconds ";

    private PostgresAlone() {}

    /** Starts Postgres on the data in a folder, prints how long that took, and stops it. */
    public static void main(String[] args) throws IOException {
        PrintStream out = System.out;
        try (var folder = DataFolder.open(Path.of(args[0]))) {
            long begin = System.nanoTime();
            try (var server = EmbeddedPostgres.start(folder, new SecureRandom())) {
                out.println(ANSWER + (System.nanoTime() - begin) + (server.url().isEmpty() ? "?" : ""));
            }
        }
    }

    /** How long Postgres takes on the data in a folder, without the start of its JVM. */
    static Duration start(Path data) throws IOException {
        Process process = StandaloneJar.run(List.of("-cp", classPath(), PostgresAlone.class.getName(), data.toString()))
                .redirectErrorStream(true)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return printed.lines()
                .filter(line -> line.startsWith(ANSWER))
                .map(line -> Duration.ofNanos(Long.parseLong(line.substring(ANSWER.length()))))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("Postgres alone did not start:\n" + printed));
    }

    private static String classPath() {
        return StandaloneJar.path() + System.getProperty("path.separator") + System.getProperty("java.class.path");
    }
}
