package dev.tickwork.messages;

/** A question to which no answer came. */
public final class NobodyAnswers extends RuntimeException {
    /** Why there was none. */
    public enum Reason {
        /** No verticle that answers this is deployed anywhere. */
        NOT_DEPLOYED,
        /** One listens but did not answer in time, or its node went away. */
        TOO_LATE
    }

    private final Reason reason;

    public NobodyAnswers(String address, Reason reason) {
        super(address + (reason == Reason.NOT_DEPLOYED ? " is answered by nobody" : " was not answered in time"));
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
