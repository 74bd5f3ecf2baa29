package dev.tickwork.postgres;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnection;
import io.vertx.pgclient.PgException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether Postgres answers. Believed until a connection fails; then asked over a new connection, so that one that broke
 * alone, or a pool that is merely busy, is not taken for an outage.
 */
final class Availability {
    private static final Logger log = LoggerFactory.getLogger(Availability.class);
    private static final long ASK_AGAIN_MILLIS = 500;
    private static final String TOO_MANY_CONNECTIONS = "53300";
    private static final String PROBE = """
            SELECT 1
            """;

    private final Vertx vertx;
    private final Connector connector;
    private final Runnable beforeUp;
    private final List<Consumer<Boolean>> listeners = new CopyOnWriteArrayList<>();
    private final AtomicBoolean up = new AtomicBoolean(true);
    private final AtomicBoolean asking = new AtomicBoolean();
    private volatile boolean closed;

    /** @param beforeUp is run after each outage, before anybody is told that it ended */
    Availability(Vertx vertx, Connector connector, Runnable beforeUp) {
        this.vertx = vertx;
        this.connector = connector;
        this.beforeUp = beforeUp;
    }

    boolean isUp() {
        return up.get();
    }

    Listening onChange(Consumer<Boolean> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** Tells us that something went wrong; only an outage makes us look. */
    void noticed(Throwable failure) {
        if (failure instanceof DatabaseDown && asking.compareAndSet(false, true)) {
            ask();
        }
    }

    void close() {
        closed = true;
    }

    private void ask() {
        connector.single().compose(this::probe).onSuccess(answer -> answered()).onFailure(this::failed);
    }

    private Future<Void> probe(PgConnection connection) {
        return connector
                .inTime(connection.query(PROBE).execute())
                .onComplete(asked -> Wire.cut(connection))
                .mapEmpty();
    }

    private void failed(Throwable failure) {
        // A server that has no place for one more is there; those who have a connection go on.
        if (failure instanceof PgException refusal && TOO_MANY_CONNECTIONS.equals(refusal.getSqlState())) {
            answered();
        } else if (!closed) {
            silent(failure);
        }
    }

    private void answered() {
        asking.set(false);
        if (!up.get()) {
            beforeUp.run();
            up.set(true);
            log.atInfo().log("postgres answers again");
            tell(true);
        }
    }

    private void silent(Throwable failure) {
        if (up.compareAndSet(true, false)) {
            log.atWarn().addKeyValue("error", Failures.of(failure).getMessage()).log("postgres is away");
            tell(false);
        }
        vertx.setTimer(ASK_AGAIN_MILLIS, timer -> ask());
    }

    private void tell(boolean isUp) {
        listeners.forEach(listener -> listener.accept(isUp));
    }
}
