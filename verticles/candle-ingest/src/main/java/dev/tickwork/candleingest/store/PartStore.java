package dev.tickwork.candleingest.store;

import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Makes the parts of {@code candles} when they are needed. Safe for any thread. */
public final class PartStore {
    private static final String MAKE = """
            SELECT make_candle_part($1, $2, $3)::text AS made
            """;

    private final Set<Part> known = ConcurrentHashMap.newKeySet();

    /**
     * Makes those that are missing, in the caller's transaction.
     *
     * @return those of which nobody may rely on before the transaction is committed
     */
    public Future<List<Part>> make(Tx tx, Collection<SeenCandle> candles) {
        return make(tx, partsOf(candles).stream());
    }

    /** As {@link #make(Tx, Collection)}, for parts that are known already. */
    public Future<List<Part>> make(Tx tx, Stream<Part> parts) {
        List<Part> missing = parts.distinct()
                .filter(part -> !known.contains(part))
                .sorted(Part.IN_ORDER)
                .toList();
        Future<Void> made = Future.succeededFuture();
        for (Part part : missing) {
            made = made.compose(before -> make(tx, part));
        }
        return made.map(missing);
    }

    /** The transaction that made them is committed. */
    public void made(Collection<Part> parts) {
        known.addAll(parts);
    }

    /** Some may have been dropped meanwhile. */
    public void forget() {
        known.clear();
    }

    // Most candles lie in the part of the one before.
    private static Set<Part> partsOf(Collection<SeenCandle> candles) {
        Set<Part> parts = new HashSet<>();
        Optional<Part> last = Optional.empty();
        for (SeenCandle candle : candles) {
            if (last.filter(part -> part.has(candle)).isEmpty()) {
                last = Part.of(candle.timeframe(), candle.openTime());
                last.ifPresent(parts::add);
            }
        }
        return parts;
    }

    private static Future<Void> make(Tx tx, Part part) {
        return tx.query(MAKE, row -> part, part.timeframe().label(), part.from(), part.until())
                .mapEmpty();
    }
}
