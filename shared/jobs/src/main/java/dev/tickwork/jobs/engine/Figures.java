package dev.tickwork.jobs.engine;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tickwork.jobs.JobOutcome;
import dev.tickwork.messages.Wire;
import java.nio.charset.StandardCharsets;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What a run leaves in the ledger.
 *
 * @param rowsWritten rows inserted or changed
 * @param itemsDone such as symbols
 * @param itemsFailed all that failed
 * @param result what else there is to say, as JSON without secrets and of a bounded size; null for nothing
 * @param skipped why there was nothing to do; null when there was
 */
record Figures(
        int rowsWritten,
        int itemsDone,
        int itemsFailed,
        @Nullable String result,
        @Nullable String skipped) {
    static final Figures NONE = new Figures(0, 0, 0, null, null);
    private static final int SHOWN = 100;
    private static final int LONGEST_REASON = 300;
    private static final int LARGEST = 64 * 1024;

    static Figures of(JobOutcome.Done done) {
        return new Figures(done.rowsWritten(), done.items(), done.failed().size(), result(done), null);
    }

    static Figures skipped(String reason) {
        return new Figures(0, 0, 0, null, reason);
    }

    /** The same, with rows that were written after the job had answered. */
    Figures plusRows(int rows) {
        return new Figures(rowsWritten + rows, itemsDone, itemsFailed, result, skipped);
    }

    private static @Nullable String result(JobOutcome.Done done) {
        Record said = done.result();
        if (said == null && done.failed().isEmpty()) {
            return null;
        }
        ObjectNode result = said == null ? Wire.object() : (ObjectNode) Wire.toTree(said);
        if (!done.failed().isEmpty()) {
            addFirst(done.failed(), result.putArray("failed"));
        }
        Secrets.hideIn(result);
        return bounded(result.toString());
    }

    private static void addFirst(SortedMap<String, String> failed, ArrayNode shown) {
        failed.entrySet().stream().limit(SHOWN).forEach(entry -> shown.addObject()
                .put("item", entry.getKey())
                .put("reason", Texts.atMost(LONGEST_REASON, entry.getValue())));
    }

    private static String bounded(String json) {
        return json.getBytes(StandardCharsets.UTF_8).length <= LARGEST
                ? Texts.storableJson(json)
                : Wire.object().put("too_large", json.length()).toString();
    }
}
