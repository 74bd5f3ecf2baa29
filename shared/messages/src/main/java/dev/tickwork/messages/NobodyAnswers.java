package dev.tickwork.messages;

/** A question to which no answer came. */
public final class NobodyAnswers extends RuntimeException {
    /** Why there was none. */
    public enum Reason {
        /** No verticle that answers this is deployed anywhere. */
        NOT_DEPLOYED,
        /** The one that answers this ended before it looked at the question, so nothing came of it; safe to ask again. */
        ENDED,
        /** One listens but did not answer in time, or its node went away. */
        TOO_LATE;

        private String words() {
            return switch (this) {
                case NOT_DEPLOYED -> " is answered by nobody";
                case ENDED -> " is answered by one that ended";
                case TOO_LATE -> " was not answered in time";
            };
        }
    }

    private final Reason reason;

    public NobodyAnswers(String address, Reason reason) {
        super(address + reason.words());
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
