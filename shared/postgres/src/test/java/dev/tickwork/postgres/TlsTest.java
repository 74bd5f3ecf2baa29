package dev.tickwork.postgres;

import static dev.tickwork.testservers.Await.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The two clients, the pool's and the migrations', mean the same by one URL. */
class TlsTest {
    private static final Clock CLOCK = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
    private static final String ENCRYPTED = """
            SELECT ssl
              FROM pg_stat_ssl
             WHERE pid = pg_backend_pid()
            """;

    @TempDir
    private static Path folder;

    private static TlsServer server;
    private static Vertx vertx;

    @BeforeAll
    static void start() throws Exception {
        server = TlsServer.startIn(folder);
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void stop() throws Exception {
        done(vertx.close());
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"sslmode=prefer", "sslmode=require"})
    void encrypts_without_looking_at_the_certificate(String parameters) {
        PostgresUrl url = server.url("127.0.0.1", parameters);

        migrate(url);

        assertThat(isEncrypted(url)).isTrue();
    }

    @Test
    void does_not_encrypt_when_told_not_to() {
        assertThat(isEncrypted(server.url("localhost", "sslmode=disable"))).isFalse();
    }

    @Test
    void accepts_a_certificate_of_a_trusted_authority_for_the_right_host() {
        PostgresUrl url = server.url("localhost", "sslmode=verify-full" + server.trusted());

        migrate(url);

        assertThat(isEncrypted(url)).isTrue();
    }

    @Test
    void accepts_a_certificate_for_another_host_when_only_its_authority_matters() {
        PostgresUrl url = server.url("127.0.0.1", "sslmode=verify-ca" + server.trusted());

        migrate(url);

        assertThat(isEncrypted(url)).isTrue();
    }

    @Test
    void refuses_a_certificate_for_another_host() {
        PostgresUrl url = server.url("127.0.0.1", "sslmode=verify-full" + server.trusted());

        assertThatThrownBy(() -> migrate(url)).isInstanceOf(DatabaseUnreachable.class);
        assertThatThrownBy(() -> isEncrypted(url)).isInstanceOf(DatabaseDown.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sslmode=verify-ca", "sslmode=verify-full"})
    void refuses_a_certificate_that_the_jvm_does_not_trust(String parameters) {
        PostgresUrl url = server.url("localhost", parameters);

        assertThatThrownBy(() -> migrate(url)).isInstanceOf(DatabaseUnreachable.class);
        assertThatThrownBy(() -> isEncrypted(url)).isInstanceOf(DatabaseDown.class);
    }

    private static boolean isEncrypted(PostgresUrl url) {
        Database database = Database.connect(vertx, PostgresConfig.standard(url, "tls test"));
        try {
            return done(database.read(tx -> tx.first(ENCRYPTED, row -> row.flag("ssl"))))
                    .orElseThrow();
        } finally {
            done(database.close());
        }
    }

    private static void migrate(PostgresUrl url) {
        var unused = new Migrations(url, CLOCK).run("simulated", Duration.ZERO);
    }
}
