package dev.tickwork.candleingest.stream;

import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.time.Instant;

/** Writes {@code exchange_maintenances}. */
final class MaintenanceStore {
    private static final String BEGIN = """
            INSERT INTO exchange_maintenances (exchange, from_at)
            VALUES ($1, $2)
                ON CONFLICT (exchange) WHERE until_at IS NULL DO NOTHING
            """;

    private static final String END = """
            UPDATE exchange_maintenances
               SET until_at = greatest($2, from_at + interval '1 second')
             WHERE exchange = $1
               AND until_at IS NULL
            """;

    /** The exchange pauses. Safe to repeat while it does. @return 0 when that is known */
    Future<Integer> begin(Tx tx, String exchange, Instant now) {
        return tx.execute(BEGIN, exchange, now);
    }

    /** The exchange works. Safe to repeat. @return 0 when it did before */
    Future<Integer> end(Tx tx, String exchange, Instant now) {
        return tx.execute(END, exchange, now);
    }
}
