package dev.tickwork.bench.jobs;

import dev.tickwork.bench.Folders;
import dev.tickwork.bench.StandaloneJar;
import dev.tickwork.standalone.servers.DataFolder;
import dev.tickwork.standalone.servers.EmbeddedPostgres;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The standalone's Postgres, on new data, with durable commits and else as it comes; in a JVM of its own. */
public final class PostgresProcess implements AutoCloseable {
    private static final String ANSWER = "postgres ";

    private final Process process;
    private final Path data;
    private final PostgresAddress address;

    private PostgresProcess(Process process, Path data, PostgresAddress address) {
        this.process = process;
        this.data = data;
        this.address = address;
    }

    /** Starts Postgres on the data in a folder, says where it is, and stops it when the input ends. */
    public static void main(String[] args) throws IOException {
        PrintStream out = System.out;
        try (var folder = DataFolder.open(Path.of(args[0]));
                var server = EmbeddedPostgres.start(folder, new SecureRandom())) {
            out.println(ANSWER + server.url());
            var unused = System.in.readAllBytes();
        }
    }

    /** Starts it. */
    public static PostgresProcess start() throws IOException {
        Path data = Files.createTempDirectory("tickwork-bench-postgres");
        Process process = StandaloneJar.run(
                        List.of("-Xmx64m", "-cp", classPath(), PostgresProcess.class.getName(), data.toString()))
                .redirectErrorStream(true)
                .start();
        var printed = process.inputReader(StandardCharsets.UTF_8);
        for (String line = printed.readLine(); line != null; line = printed.readLine()) {
            if (line.startsWith(ANSWER)) {
                return new PostgresProcess(process, data, PostgresAddress.parse(line.substring(ANSWER.length())));
            }
        }
        throw new IllegalStateException("Postgres did not start on " + data);
    }

    /** Where it is, and a database that nobody uses. */
    public PostgresAddress address() {
        return address;
    }

    private static String classPath() {
        return StandaloneJar.path() + System.getProperty("path.separator") + System.getProperty("java.class.path");
    }

    /** Stops it and deletes its data. */
    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                throw new IllegalStateException("Postgres did not stop");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Folders.delete(data);
    }
}
