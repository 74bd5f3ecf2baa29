package dev.tickwork.runtime.clock;

import dev.tickwork.postgres.Database;
import dev.tickwork.postgres.Listening;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps this process' clock in step with the one that all processes of a database share. */
public final class SharedClock {
    private static final Logger log = LoggerFactory.getLogger(SharedClock.class);

    private final Database database;
    private final NodeTime time;
    private final ClockStore store = new ClockStore();
    private List<Listening> listening = List.of();
    private volatile boolean stopped;

    public SharedClock(Database database, NodeTime time) {
        this.database = database;
        this.time = time;
    }

    /**
     * Takes over Postgres' time and what the clock was moved to, and follows both from then on.
     *
     * @param wish where to move the clock; null leaves it. A restart with the same wish does not move it again
     * @param node who wishes
     */
    public Future<Void> start(@Nullable ClockSpec wish, String node) {
        return database.read(store::databaseNow)
                .onSuccess(time::startAt)
                .compose(now -> wish == null ? Future.succeededFuture() : adopt(wish, node))
                .compose(adopted -> refresh())
                .onSuccess(shown -> listen());
    }

    /** Moves the clock of all processes. */
    Future<Void> move(ClockSpec spec, String by) {
        var moved = new MovedClock(spec, time.trueClock().instant());
        return database.write(tx -> store.move(tx, moved, by)).compose(done -> refresh());
    }

    private Future<Void> adopt(ClockSpec wish, String node) {
        var moved = new MovedClock(wish, time.trueClock().instant());
        return database.write(tx -> store.moveUnlessSame(tx, moved, node));
    }

    private Future<Void> refresh() {
        return database.read(store::read).map(this::show).mapEmpty();
    }

    private Instant show(MovedClock clock) {
        if (!clock.equals(time.shown())) {
            time.show(clock);
            log.atWarn().addKeyValue("clock", clock.spec()).log("the clock shows {}", time.now());
        }
        return time.now();
    }

    private void listen() {
        listening = List.of(
                database.notifications().listen(ClockStore.CHANNEL, this::catchUp, spec -> catchUp()),
                database.onChange(this::catchUpWhenBack));
    }

    private void catchUpWhenBack(boolean isUp) {
        if (isUp) {
            catchUp();
        }
    }

    private void catchUp() {
        if (!stopped) {
            refresh().onFailure(this::logFailure);
        }
    }

    private void logFailure(Throwable failure) {
        // Away, it is asked again when it is back.
        if (!stopped && database.isUp()) {
            log.atWarn().addKeyValue("error", failure.getMessage()).log("the clock could not be read");
        }
    }

    /** Follows no longer; completes at once. */
    public Future<Void> stop() {
        stopped = true;
        listening.forEach(Listening::end);
        return Future.succeededFuture();
    }
}
