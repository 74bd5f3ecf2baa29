package dev.tickwork.bench.stream;

import dev.tickwork.bench.ServingJvm;
import dev.tickwork.standalone.servers.DataFolder;
import dev.tickwork.standalone.servers.EmbeddedPostgres;
import dev.tickwork.standalone.servers.EmbeddedRedis;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;

/** The standalone's Postgres and Redis, on new data; in a JVM of its own. */
final class Servers implements AutoCloseable {
    private final ServingJvm process;

    private Servers(ServingJvm process) {
        this.process = process;
    }

    /** What that JVM does. */
    public static void main(String[] args) throws IOException {
        try (var folder = DataFolder.open(Path.of(args[0]));
                var postgres = EmbeddedPostgres.start(folder, new SecureRandom());
                var redis = EmbeddedRedis.start(folder, new SecureRandom())) {
            ServingJvm.serve(postgres.url(), redis.url());
        }
    }

    static Servers start() throws IOException {
        return new Servers(ServingJvm.start(Servers.class));
    }

    String postgres() {
        return process.urls().get(0);
    }

    String redis() {
        return process.urls().get(1);
    }

    /** Stops them and deletes their data. */
    @Override
    public void close() throws IOException {
        process.close();
    }
}
