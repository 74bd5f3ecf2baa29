package dev.tickwork.postgres;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.SqlConnectOptions;
import java.util.concurrent.TimeUnit;

/** Makes connections. */
final class Connector {
    private static final int WAITERS = 1_000;
    private static final int IDLE_SECONDS = 60;

    private final Vertx vertx;
    private final PostgresConfig config;
    private final ConnectOptions options;

    Connector(Vertx vertx, PostgresConfig config) {
        this.vertx = vertx;
        this.config = config;
        this.options = new ConnectOptions(config, new TlsProbe(vertx, config.connectTimeout()));
    }

    /** Connections are ended after a minute without work, before a firewall on the way forgets them. */
    Pool pool() {
        var size = new PoolOptions()
                .setMaxSize(config.poolSize())
                .setMaxWaitQueueSize(WAITERS)
                .setConnectionTimeout(Math.toIntExact(config.connectTimeout().toMillis()))
                .setConnectionTimeoutUnit(TimeUnit.MILLISECONDS)
                .setIdleTimeout(IDLE_SECONDS)
                .setIdleTimeoutUnit(TimeUnit.SECONDS);
        return PgBuilder.pool()
                .using(vertx)
                .connectingTo(() -> options.now().map(SqlConnectOptions.class::cast))
                .with(size)
                .build();
    }

    /** A connection outside the pool. One that comes after its time is cut. */
    Future<PgConnection> single() {
        Future<PgConnection> attempt = options.now().compose(this::connect);
        return inTime(attempt).onFailure(tooLate -> attempt.onSuccess(Wire::cut));
    }

    /** What takes no longer than to connect may. */
    <T> Future<T> inTime(Future<T> answer) {
        return answer.timeout(config.connectTimeout().toMillis(), TimeUnit.MILLISECONDS);
    }

    private Future<PgConnection> connect(PgConnectOptions to) {
        return PgConnection.connect(vertx, to);
    }
}
