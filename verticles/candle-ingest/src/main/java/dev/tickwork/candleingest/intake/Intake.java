package dev.tickwork.candleingest.intake;

import dev.tickwork.candleingest.quality.Verdict;
import dev.tickwork.candleingest.store.Part;
import dev.tickwork.candleingest.store.Saved;
import java.util.List;

/**
 * What became of candles that arrived. It counts once its transaction is committed; then it is to be told.
 *
 * @param batchId of the batch
 * @param verdict what was believed of it
 * @param saved what was stored of it
 * @param builtBatchId of the candles that were built of it; the batch itself when none were
 * @param built what was stored of those
 * @param parts that were made for it
 */
public record Intake(long batchId, Verdict verdict, Saved saved, long builtBatchId, Saved built, List<Part> parts) {
    /** The same, of which candles were built. */
    Intake with(long builtBatch, Saved builtOfIt) {
        return new Intake(batchId, verdict, saved, builtBatch, builtOfIt, parts);
    }

    /** Rows that were written. */
    public int rows() {
        return saved.rows() + built.rows();
    }
}
