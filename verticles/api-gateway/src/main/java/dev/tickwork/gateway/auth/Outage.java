package dev.tickwork.gateway.auth;

import dev.tickwork.domain.time.Time;
import dev.tickwork.postgres.Database;
import dev.tickwork.postgres.DatabaseDown;
import dev.tickwork.postgres.Listening;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Asks the database, and knows how long it has been away. */
final class Outage {
    private final Database database;
    private final Time time;
    private final Listening listening;
    private final AtomicReference<@Nullable Instant> since = new AtomicReference<>();

    Outage(Database database, Time time) {
        this.database = database;
        this.time = time;
        this.listening = database.onChange(isUp -> since.set(isUp ? null : time.now()));
    }

    /** Knows nothing any more. */
    void end() {
        listening.end();
    }

    /** Reads, or answers otherwise while the database is away: {@code instead} gets how long that has lasted. */
    <T> Future<T> read(Function<Tx, Future<T>> work, Function<Duration, Future<T>> instead) {
        return database.read(work)
                .onSuccess(read -> since.set(null))
                .recover(failure ->
                        failure instanceof DatabaseDown ? instead.apply(lasting()) : Future.failedFuture(failure));
    }

    private Duration lasting() {
        Instant now = time.now();
        since.compareAndSet(null, now);
        Instant began = since.get();
        return began == null ? Duration.ZERO : Duration.between(began, now);
    }
}
