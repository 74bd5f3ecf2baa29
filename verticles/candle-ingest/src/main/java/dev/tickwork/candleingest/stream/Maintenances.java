package dev.tickwork.candleingest.stream;

import dev.tickwork.domain.time.Alarm;
import dev.tickwork.postgres.Database;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Queue;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notes when the exchange says that it pauses and when it works again, for whoever wants to know why candles are missing;
 * one after the other, and again while Postgres is away. While it pauses that is noted each minute. Touched on one context
 * only; what it could not note before it was stopped is lost.
 */
final class Maintenances {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration STILL = Duration.ofMinutes(1);
    private static final Logger log = LoggerFactory.getLogger(Maintenances.class);

    private final MaintenanceStore store = new MaintenanceStore();
    private final Queue<Function<Tx, Future<Integer>>> notes = new ArrayDeque<>();
    private final Home home;
    private final Database database;
    private final String exchange;
    private boolean isNoting;
    private @Nullable Alarm again;
    private @Nullable Alarm still;

    Maintenances(Home home, Database database, String exchange) {
        this.home = home;
        this.database = database;
        this.exchange = exchange;
    }

    /** It pauses. */
    void begins() {
        if (still != null) {
            goesOn();
            return;
        }
        Instant now = home.now();
        note(tx -> store.begin(tx, exchange, now));
        still = home.after(STILL, this::stillPauses);
    }

    /** It works. */
    void ends() {
        if (still != null) {
            goesOn();
            still.cancel();
            still = null;
        }
        Instant now = home.now();
        note(tx -> store.end(tx, exchange, now));
    }

    void stop() {
        notes.clear();
        Stream.of(again, still).filter(Objects::nonNull).forEach(Alarm::cancel);
    }

    private void stillPauses() {
        if (notes.isEmpty()) {
            goesOn();
        }
        still = home.after(STILL, this::stillPauses);
    }

    private void goesOn() {
        Instant now = home.now();
        note(tx -> store.goOn(tx, exchange, now));
    }

    private void note(Function<Tx, Future<Integer>> said) {
        notes.add(said);
        if (!isNoting) {
            noteNext();
        }
    }

    private void noteNext() {
        Function<Tx, Future<Integer>> next = notes.peek();
        isNoting = next != null;
        if (next != null) {
            home.here(database.write(next)).onSuccess(noted -> isNoted(next)).onFailure(this::isNotNoted);
        }
    }

    private void isNoted(Function<Tx, Future<Integer>> said) {
        notes.remove(said);
        noteNext();
    }

    private void isNotNoted(Throwable failure) {
        if (notes.isEmpty()) {
            return;
        }
        log.atWarn()
                .addKeyValue("upstream", exchange)
                .addKeyValue("error", failure.getMessage())
                .log("could not note whether the exchange pauses, will retry");
        again = home.after(PATIENCE, this::noteNext);
    }
}
