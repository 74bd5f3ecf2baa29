package dev.tickwork.candleingest.store;

import dev.tickwork.jobs.RunContext;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What arrived together: one answer, or what a session of a stream brought within a minute.
 *
 * @param kind {@code backfill}, {@code repair}, {@code update}, {@code reread}, {@code catch-up}, {@code stream},
 *     {@code built} or {@code decided}
 * @param runId the run that brought it; null for a stream
 * @param attempt of that run
 * @param sessionId the stream's session; null for a run
 * @param node where it arrived
 * @param source the provider's stable name
 * @param request what was asked, without secrets; of a decision the path of it; null when nothing was
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
    private static final String DECIDED = "decided";

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
                DECIDED, null, null, null, origin.node(), origin.source(), origin.request(), origin.receivedAt());
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
        return kind.equals(DECIDED)
                ? this
                : new Batch("built", runId, attempt, sessionId, node, source, null, receivedAt);
    }
}
