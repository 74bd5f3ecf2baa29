package dev.tickwork.candleingest.stream;

import dev.tickwork.domain.time.Alarm;
import dev.tickwork.postgres.Database;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notes when the exchange says that it pauses and when it works again, for whoever wants to know why candles are missing;
 * one after the other, and again while Postgres is away. Touched on one context only; what it could not note before it was
 * stopped is lost.
 */
final class Maintenances {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Logger log = LoggerFactory.getLogger(Maintenances.class);

    private final MaintenanceStore store = new MaintenanceStore();
    private final Queue<Said> said = new ArrayDeque<>();
    private final Home home;
    private final Database database;
    private final String exchange;
    private boolean isNoting;
    private @Nullable Alarm again;

    Maintenances(Home home, Database database, String exchange) {
        this.home = home;
        this.database = database;
        this.exchange = exchange;
    }

    private record Said(boolean pauses, Instant at) {}

    /** It pauses. */
    void begins() {
        say(true);
    }

    /** It works. */
    void ends() {
        say(false);
    }

    void stop() {
        said.clear();
        if (again != null) {
            again.cancel();
        }
    }

    private void say(boolean pauses) {
        said.add(new Said(pauses, home.now()));
        if (!isNoting) {
            noteNext();
        }
    }

    private void noteNext() {
        Said next = said.peek();
        isNoting = next != null;
        if (next != null) {
            home.here(note(next)).onSuccess(noted -> isNoted(next)).onFailure(this::isNotNoted);
        }
    }

    private Future<Integer> note(Said one) {
        return database.statement(
                tx -> one.pauses() ? store.begin(tx, exchange, one.at()) : store.end(tx, exchange, one.at()));
    }

    private void isNoted(Said one) {
        said.remove(one);
        noteNext();
    }

    private void isNotNoted(Throwable failure) {
        if (said.isEmpty()) {
            return;
        }
        log.atWarn()
                .addKeyValue("upstream", exchange)
                .addKeyValue("error", failure.getMessage())
                .log("could not note whether the exchange pauses, will retry");
        again = home.after(PATIENCE, this::noteNext);
    }
}
