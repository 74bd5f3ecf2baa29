package dev.tickwork.candleingest.stream;

import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.time.Instant;

/**
 * Writes {@code exchange_maintenances}. A pause of which nobody has heard for five minutes was over when it was heard last,
 * as far as anybody can tell: whoever listened died.
 */
final class MaintenanceStore {
    private static final String END_UNHEARD = """
            UPDATE exchange_maintenances
               SET until_at = greatest(heard_at, from_at + interval '1 second')
             WHERE exchange = $1
               AND until_at IS NULL
               AND coalesce(heard_at, from_at) < $2::timestamptz - interval '5 minutes'
            """;

    private static final String BEGIN = """
            INSERT INTO exchange_maintenances (exchange, from_at, heard_at)
            VALUES ($1, $2, $2)
                ON CONFLICT (exchange) WHERE until_at IS NULL DO UPDATE
               SET heard_at = greatest(exchange_maintenances.heard_at, excluded.heard_at)
            """;

    private static final String GO_ON = """
            UPDATE exchange_maintenances
               SET heard_at = greatest(heard_at, $2)
             WHERE exchange = $1
               AND until_at IS NULL
            """;

    private static final String END = """
            UPDATE exchange_maintenances
               SET until_at = greatest($2, from_at + interval '1 second')
             WHERE exchange = $1
               AND until_at IS NULL
            """;

    /** The exchange said that it pauses. Safe to repeat while it does. */
    Future<Integer> begin(Tx tx, String exchange, Instant now) {
        return tx.execute(END_UNHEARD, exchange, now).compose(ended -> tx.execute(BEGIN, exchange, now));
    }

    /** Whoever heard that it pauses has heard nothing else. Safe to repeat. @return 0 when another heard that it works */
    Future<Integer> goOn(Tx tx, String exchange, Instant now) {
        return tx.execute(GO_ON, exchange, now);
    }

    /** The exchange works. Safe to repeat. @return 0 when that is known */
    Future<Integer> end(Tx tx, String exchange, Instant now) {
        return tx.execute(END_UNHEARD, exchange, now).compose(ended -> tx.execute(END, exchange, now));
    }
}
