package dev.tickwork.gaprepair.detection;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/** Cuts work into what one statement can do in time. */
final class Batches {
    /** Candles that a statement looks at: a second or two, where a statement may take ten. */
    private static final long MOST_CANDLES = 5_000_000;

    private static final int MOST_ITEMS = 2_000;

    private Batches() {}

    /** The items in their order; a batch has more candles than it should only when a single item has. */
    static <T> List<List<T>> of(List<T> items, ToLongFunction<T> candles) {
        List<List<T>> batches = new ArrayList<>();
        List<T> batch = new ArrayList<>();
        long sum = 0;
        for (T item : items) {
            long size = candles.applyAsLong(item);
            if (!batch.isEmpty() && (sum + size > MOST_CANDLES || batch.size() == MOST_ITEMS)) {
                batches.add(batch);
                batch = new ArrayList<>();
                sum = 0;
            }
            batch.add(item);
            sum += size;
        }
        if (!batch.isEmpty()) {
            batches.add(batch);
        }
        return batches;
    }
}
