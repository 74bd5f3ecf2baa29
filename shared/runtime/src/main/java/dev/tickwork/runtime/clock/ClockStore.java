package dev.tickwork.runtime.clock;

import dev.tickwork.postgres.Row;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Reads and writes {@code moved_clock}: one row while the clock is moved, none while it shows the true time. */
final class ClockStore {
    static final String CHANNEL = "moved_clock";

    private static final String DATABASE_NOW = """
            SELECT clock_timestamp() AS now
            """;

    private static final String READ = """
            SELECT starts_at, speed, set_at
              FROM moved_clock
            """;

    private static final String MOVE = """
            INSERT INTO moved_clock (starts_at, speed, set_at, set_by)
            VALUES ($1, $2, $3, $4)
            ON CONFLICT (only_row) DO UPDATE
               SET starts_at = excluded.starts_at,
                   speed = excluded.speed,
                   set_at = excluded.set_at,
                   set_by = excluded.set_by
            """;

    private static final String MOVE_UNLESS_SAME = MOVE + """
             WHERE moved_clock.starts_at <> excluded.starts_at
                OR moved_clock.speed <> excluded.speed
            """;

    private static final String RESET = """
            DELETE FROM moved_clock
            """;

    /** Postgres' own clock, at the moment of asking. */
    Future<Instant> databaseNow(Tx tx) {
        return tx.first(DATABASE_NOW, row -> row.instant("now")).map(now -> now.orElseThrow());
    }

    /** What the clock was moved to; {@link MovedClock#NOT_MOVED} when it was not. */
    Future<MovedClock> read(Tx tx) {
        return tx.first(READ, ClockStore::moved).map(moved -> moved.orElse(MovedClock.NOT_MOVED));
    }

    /** Moves the clock and tells all nodes; safe to repeat. */
    Future<Void> move(Tx tx, MovedClock clock, String by) {
        return write(tx, MOVE, clock, by)
                .compose(changed -> tx.notify(CHANNEL, clock.spec().toString()));
    }

    /** As {@link #move}, but a clock that was moved to the same spec before goes on from where it is. */
    Future<Void> moveUnlessSame(Tx tx, MovedClock clock, String by) {
        return write(tx, MOVE_UNLESS_SAME, clock, by)
                .compose(changed -> tx.notify(CHANNEL, clock.spec().toString()));
    }

    private static Future<Integer> write(Tx tx, String sql, MovedClock clock, String by) {
        @Nullable Instant startsAt = clock.spec().startsAt();
        return startsAt == null
                ? tx.execute(RESET)
                : tx.execute(sql, startsAt, clock.spec().speed(), clock.setAt(), by);
    }

    private static MovedClock moved(Row row) {
        BigDecimal speed = row.decimal("speed");
        return new MovedClock(new ClockSpec(row.instant("starts_at"), speed), row.instant("set_at"));
    }
}
