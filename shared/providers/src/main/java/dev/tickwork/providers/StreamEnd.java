package dev.tickwork.providers;

/**
 * How a {@link CandleStream} ended.
 *
 * @param kind what policy may hang on
 * @param reason for operators; holds no secret
 */
public record StreamEnd(Kind kind, String reason) {
    /** Who ended it, or what. */
    public enum Kind {
        /** We closed it. */
        CLOSED,
        /** The exchange asked us to connect anew. */
        RESTART,
        /** The other side closed it, or the wire broke. */
        BROKEN,
        /** Nothing was heard for too long. */
        SILENT,
        /** What came was too large, or we failed to take it. */
        FAILED
    }
}
