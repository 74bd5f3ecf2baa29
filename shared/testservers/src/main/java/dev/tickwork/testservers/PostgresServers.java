package dev.tickwork.testservers;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/** Finds or starts the Postgres of this JVM's tests. What we start trades durability for speed. */
final class PostgresServers {
    private static final Logger log = LoggerFactory.getLogger(PostgresServers.class);
    private static final TestImage IMAGE = new TestImage("POSTGRES_IMAGE", "postgres:17-alpine");
    private static final String[] FAST = {
        "postgres",
        "-c",
        "fsync=off",
        "-c",
        "synchronous_commit=off",
        "-c",
        "full_page_writes=off",
        "-c",
        "max_connections=300"
    };

    private PostgresServers() {}

    static PostgresServer start() {
        String given = System.getenv("TICKWORK_TEST_PG");
        if (given != null && !given.isBlank()) {
            return given(URI.create(given));
        }
        return IMAGE.startOr(PostgresServers::container, PostgresServers::embedded);
    }

    static PostgresServer given(URI url) {
        String[] login = url.getRawUserInfo().split(":", 2);
        int port = url.getPort() == -1 ? 5432 : url.getPort();
        return new PostgresServer(url.getHost(), port, login[0], login.length > 1 ? login[1] : "", true);
    }

    @SuppressWarnings("resource") // Testcontainers ends it with the JVM
    private static PostgresServer container(String image) {
        var postgres = new PostgreSQLContainer(DockerImageName.parse(image).asCompatibleSubstituteFor("postgres"))
                .withCommand(FAST);
        postgres.start();
        log.atInfo().addKeyValue("image", image).log("test postgres runs in a container");
        return new PostgresServer(
                postgres.getHost(),
                postgres.getFirstMappedPort(),
                postgres.getUsername(),
                postgres.getPassword(),
                false);
    }

    private static PostgresServer embedded() {
        try {
            var postgres = EmbeddedPostgres.builder()
                    .setServerConfig("full_page_writes", "off")
                    .start();
            log.atInfo().addKeyValue("port", postgres.getPort()).log("test postgres is embedded");
            return new PostgresServer("127.0.0.1", postgres.getPort(), "postgres", "postgres", false);
        } catch (IOException e) {
            throw new UncheckedIOException("embedded postgres did not start", e);
        }
    }
}
