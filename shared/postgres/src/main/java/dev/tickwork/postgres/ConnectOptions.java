package dev.tickwork.postgres;

import io.vertx.core.Future;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.TrustOptions;
import io.vertx.pgclient.PgConnectOptions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import javax.net.ssl.TrustManagerFactory;

/** Says to the client what {@link PostgresConfig} says. */
final class ConnectOptions {
    private static final int CACHED_STATEMENTS = 512;
    private static final int LONGEST_CACHED_STATEMENT = 16_384;

    private final PostgresConfig config;
    private final TlsProbe probe;

    ConnectOptions(PostgresConfig config, TlsProbe probe) {
        this.config = config;
        this.probe = probe;
    }

    /** Asked for each connection: after a failover another server may answer, with or without TLS. */
    Future<PgConnectOptions> now() {
        if (config.url().sslMode() != SslMode.PREFER) {
            return Future.succeededFuture(with(config.url().sslMode()));
        }
        return probe.ask(config.url()).map(speaks -> with(speaks ? SslMode.REQUIRE : SslMode.DISABLE));
    }

    private PgConnectOptions with(SslMode mode) {
        PostgresUrl url = config.url();
        return new PgConnectOptions()
                .setHost(url.host())
                .setPort(url.port())
                .setUser(url.user())
                .setPassword(url.password())
                .setDatabase(url.database())
                .setCachePreparedStatements(true)
                .setPreparedStatementCacheMaxSize(CACHED_STATEMENTS)
                .setPreparedStatementCacheSqlLimit(LONGEST_CACHED_STATEMENT)
                .addProperty("application_name", config.application())
                .addProperty("statement_timeout", millis(config.statementTimeout()))
                .addProperty("idle_in_transaction_session_timeout", millis(config.transactionTimeout()))
                .setSslMode(io.vertx.pgclient.SslMode.of(mode.text()))
                .setSslOptions(ssl(url));
    }

    private static String millis(Duration duration) {
        return String.valueOf(duration.toMillis());
    }

    private static ClientSSLOptions ssl(PostgresUrl url) {
        if (!url.sslMode().verifies()) {
            return new ClientSSLOptions().setTrustAll(true).setHostnameVerificationAlgorithm("");
        }
        return new ClientSSLOptions()
                .setTrustOptions(trusted(url))
                .setHostnameVerificationAlgorithm(url.sslMode() == SslMode.VERIFY_FULL ? "HTTPS" : "");
    }

    private static TrustOptions trusted(PostgresUrl url) {
        String certificate = url.sslRootCert();
        return certificate == null
                ? TrustOptions.wrap(authoritiesOfTheJvm())
                : new PemTrustOptions().addCertPath(certificate);
    }

    private static TrustManagerFactory authoritiesOfTheJvm() {
        try {
            var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init((KeyStore) null);
            return factory;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM has no certificate authorities", e);
        }
    }
}
