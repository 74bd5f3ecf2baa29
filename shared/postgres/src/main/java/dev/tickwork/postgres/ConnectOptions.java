package dev.tickwork.postgres;

import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.pgclient.PgConnectOptions;

/** Says to the client what {@link PostgresConfig} says. */
final class ConnectOptions {
    private static final int CACHED_STATEMENTS = 512;
    private static final int LONGEST_CACHED_STATEMENT = 16_384;

    private ConnectOptions() {}

    static PgConnectOptions of(PostgresConfig config) {
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
                .addProperty(
                        "statement_timeout",
                        String.valueOf(config.statementTimeout().toMillis()))
                .addProperty(
                        "idle_in_transaction_session_timeout",
                        String.valueOf(config.transactionTimeout().toMillis()))
                .setSslMode(io.vertx.pgclient.SslMode.of(url.sslMode().text()))
                .setSslOptions(ssl(url));
    }

    private static ClientSSLOptions ssl(PostgresUrl url) {
        var options = new ClientSSLOptions()
                .setTrustAll(!url.sslMode().verifies())
                .setHostnameVerificationAlgorithm(url.sslMode() == SslMode.VERIFY_FULL ? "HTTPS" : "");
        String certificate = url.sslRootCert();
        if (certificate != null) {
            options.setTrustOptions(new PemTrustOptions().addCertPath(certificate));
        }
        return options;
    }
}
