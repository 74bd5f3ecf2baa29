package dev.tickwork.bench.jobs;

import dev.tickwork.bench.ServingJvm;
import dev.tickwork.standalone.servers.DataFolder;
import dev.tickwork.standalone.servers.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;

/** The standalone's Postgres, on new data, with durable commits and else as it comes; in a JVM of its own. */
public final class PostgresProcess implements AutoCloseable {
    private final ServingJvm process;

    private PostgresProcess(ServingJvm process) {
        this.process = process;
    }

    /** What that JVM does. */
    public static void main(String[] args) throws IOException {
        try (var folder = DataFolder.open(Path.of(args[0]));
                var server = EmbeddedPostgres.start(folder, new SecureRandom())) {
            ServingJvm.serve(server.url());
        }
    }

    /** Starts it. */
    public static PostgresProcess start() throws IOException {
        return new PostgresProcess(ServingJvm.start(PostgresProcess.class));
    }

    /** Where it is, and a database that nobody uses. */
    public PostgresAddress address() {
        return PostgresAddress.parse(process.urls().get(0));
    }

    /** Stops it and deletes its data. */
    @Override
    public void close() throws IOException {
        process.close();
    }
}
