package dev.tickwork.runtime.retention;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What became of a cleanup.
 *
 * @param dryRun whether this only was counted
 * @param olderThanDays as asked; null for what each table's own policy says
 * @param rows how many rows went, or would go, by type
 * @param tables what each table's room said; its own {@link Cleaned}
 * @param leftOut what was not asked, and why, by type or table
 */
record CleanupResult(
        boolean dryRun,
        @Nullable Integer olderThanDays,
        Map<String, Long> rows,
        List<JsonNode> tables,
        Map<String, String> leftOut) {}
