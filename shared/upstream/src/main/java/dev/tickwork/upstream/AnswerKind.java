package dev.tickwork.upstream;

/** What an answer is to the one who decides whether to ask again. */
public enum AnswerKind {
    /** The provider understood us; what it says is for the caller, even if it is a no. */
    ANSWER,
    /** It wants us to slow down: all nodes wait. */
    TOO_FAST,
    /** It is not well: worth another try, and counted by the breaker. */
    OUTAGE;

    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERROR = 500;

    /** What the status says, as everybody should mean it: 429 for too fast, 5xx for an outage. */
    public static AnswerKind byStatus(UpstreamAnswer answer) {
        if (answer.status() == TOO_MANY_REQUESTS) {
            return TOO_FAST;
        }
        return answer.status() >= SERVER_ERROR ? OUTAGE : ANSWER;
    }
}
