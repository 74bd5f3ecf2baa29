package dev.tickwork.postgres;

import io.vertx.core.Vertx;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Makes the client's pools from our configuration. */
final class Pools {
    private static final int WAITERS = 1_000;
    private static final int CACHED_STATEMENTS = 512;
    private static final int LONGEST_CACHED_STATEMENT = 16_384;

    private final Vertx vertx;
    private final PostgresConfig config;

    Pools(Vertx vertx, PostgresConfig config) {
        this.vertx = vertx;
        this.config = config;
    }

    /** The connections of reads and writes. */
    Pool main() {
        // Postgres answers within the statement timeout; a connection that is silent for longer is dead.
        return pool(config.poolSize(), config.statementTimeout().plus(config.connectTimeout()));
    }

    /** One connection of its own purpose, which is dead when nothing came for {@code silence}. */
    Pool single(Duration silence) {
        return pool(1, silence);
    }

    private Pool pool(int size, Duration silence) {
        return PgBuilder.pool()
                .using(vertx)
                .connectingTo(connectOptions())
                .with(poolOptions(size))
                .with(netOptions(silence))
                .build();
    }

    private PoolOptions poolOptions(int size) {
        return new PoolOptions()
                .setMaxSize(size)
                .setMaxWaitQueueSize(WAITERS)
                .setConnectionTimeout(millis(config.connectTimeout()))
                .setConnectionTimeoutUnit(TimeUnit.MILLISECONDS);
    }

    private NetClientOptions netOptions(Duration silence) {
        return new NetClientOptions()
                .setConnectTimeout(millis(config.connectTimeout()))
                .setTcpKeepAlive(true)
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                .setReadIdleTimeout(millis(silence));
    }

    private PgConnectOptions connectOptions() {
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
                .addProperty("statement_timeout", String.valueOf(millis(config.statementTimeout())))
                .addProperty("idle_in_transaction_session_timeout", String.valueOf(millis(config.transactionTimeout())))
                .setSslMode(io.vertx.pgclient.SslMode.of(url.sslMode().text()))
                .setSslOptions(sslOptions(url));
    }

    private static ClientSSLOptions sslOptions(PostgresUrl url) {
        var options = new ClientSSLOptions()
                .setTrustAll(!url.sslMode().verifies())
                .setHostnameVerificationAlgorithm(url.sslMode() == SslMode.VERIFY_FULL ? "HTTPS" : "");
        String certificate = url.sslRootCert();
        if (certificate != null) {
            options.setTrustOptions(new PemTrustOptions().addCertPath(certificate));
        }
        return options;
    }

    private static int millis(Duration duration) {
        return Math.toIntExact(duration.toMillis());
    }
}
