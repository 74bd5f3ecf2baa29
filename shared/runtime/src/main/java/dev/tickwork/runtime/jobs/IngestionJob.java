package dev.tickwork.runtime.jobs;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A run about candles, as {@code ingestion_jobs} shows it.
 *
 * @param id the run's
 * @param exchange the provider's stable name
 * @param symbol our symbol; null for runs about several
 * @param timeframe its label; null for runs about several
 * @param jobType what it is for, such as {@code backfill} or {@code gap_repair}
 * @param status the run's state in lower case
 * @param startedAt when its present or last attempt began; null when none has
 * @param completedAt null while it is not over
 * @param candlesFetched how many the exchange answered; how many were stored of them once the run's result is gone
 * @param lastError of the last attempt that failed; null for a run that ended well
 */
record IngestionJob(
        UUID id,
        String exchange,
        @Nullable String symbol,
        @Nullable String timeframe,
        String jobType,
        String status,
        @Nullable Instant startedAt,
        @Nullable Instant completedAt,
        int candlesFetched,
        @Nullable String lastError) {}
