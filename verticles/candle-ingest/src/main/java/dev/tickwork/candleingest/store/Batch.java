package dev.tickwork.candleingest.store;

import dev.tickwork.jobs.RunContext;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What arrived together: one answer, or what a session of a stream brought within a minute.
 *
 * @param kind {@code backfill}, {@code repair}, {@code update}, {@code catch-up}, {@code stream}, {@code built} or
 *     {@code decided}
 * @param runId the run that brought it; null for a stream
 * @param attempt of that run
 * @param sessionId the stream's session; null for a run
 * @param node where it arrived
 * @param source the provider's stable name
 * @param request what was asked, without secrets; null when nothing was
 * @param receivedAt when it was here; of a stream, its first part
 */
public record Batch(
        String kind,
        @Nullable UUID runId,
        @Nullable Integer attempt,
        @Nullable UUID sessionId,
        String node,
        String source,
        @Nullable String request,
        Instant receivedAt) {
    /** An answer that a run got. */
    public static Batch ofRun(RunContext run, String kind, Origin origin) {
        return new Batch(
                kind,
                run.runId(),
                run.attempt(),
                null,
                origin.node(),
                origin.source(),
                origin.request(),
                origin.receivedAt());
    }

    /** What a stream brought. */
    public static Batch ofStream(UUID session, Origin origin) {
        return new Batch(
                "stream", null, null, session, origin.node(), origin.source(), origin.request(), origin.receivedAt());
    }

    /** What an operator accepted. */
    public static Batch ofDecision(Origin origin) {
        return new Batch(
                "decided", null, null, null, origin.node(), origin.source(), origin.request(), origin.receivedAt());
    }

    /**
     * Where something comes from.
     *
     * @param node where it arrived
     * @param source the provider's stable name
     * @param request what was asked; null when nothing was
     * @param receivedAt when it was here
     */
    public record Origin(
            String node, String source, @Nullable String request, Instant receivedAt) {}

    /** The same, of candles that were made of what it brought. */
    public Batch built() {
        return new Batch(
                kind.equals("decided") ? kind : "built", runId, attempt, sessionId, node, source, null, receivedAt);
    }
}
