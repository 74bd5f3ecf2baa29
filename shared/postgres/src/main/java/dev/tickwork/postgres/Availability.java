package dev.tickwork.postgres;

import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether Postgres answers. Believed until a connection fails; then asked over a connection of its own, so that one that
 * broke alone, or a pool that is merely busy, is not taken for an outage.
 */
final class Availability {
    private static final Logger log = LoggerFactory.getLogger(Availability.class);
    private static final long ASK_AGAIN_MILLIS = 500;
    private static final String PROBE = """
            SELECT 1
            """;

    private final Vertx vertx;
    private final Pool probes;
    private final Duration patience;
    private final List<Consumer<Boolean>> listeners = new CopyOnWriteArrayList<>();
    private final AtomicBoolean up = new AtomicBoolean(true);
    private final AtomicBoolean asking = new AtomicBoolean();
    private volatile boolean closed;

    Availability(Vertx vertx, Pool probes, Duration patience) {
        this.vertx = vertx;
        this.probes = probes;
        this.patience = patience;
    }

    boolean isUp() {
        return up.get();
    }

    void onChange(Consumer<Boolean> listener) {
        listeners.add(listener);
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
        probes.query(PROBE)
                .execute()
                .timeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                .onSuccess(answer -> answered())
                .onFailure(this::silent);
    }

    private void answered() {
        asking.set(false);
        if (up.compareAndSet(false, true)) {
            log.atInfo().log("postgres answers again");
            tell(true);
        }
    }

    private void silent(Throwable failure) {
        if (closed) {
            return;
        }
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
