package dev.tickwork.gateway.bridge;

import dev.tickwork.messages.ApiProblem;

/**
 * Why the bridge ends a connection. A raw websocket sees the code; a SockJS session always closes with SockJS's own, so
 * a browser that has shown a token is told by a frame before.
 */
enum Ending {
    GOING_AWAY(1001, 503, "going_away", "this gateway is being stopped"),
    TOO_MUCH(1008, 429, "too_much", "too many or too large frames"),
    TRY_LATER(1013, 503, "try_later", "no connection can be taken now"),
    NO_TOKEN(4401, 401, "unauthenticated", "no valid token came in time"),
    TOKEN_ENDED(4401, 401, "token_ended", "the token has expired or was revoked"),
    GONE(4408, 408, "gone", "nothing was heard from the other side");

    private final int code;
    private final int status;
    private final String reason;
    private final String detail;

    Ending(int code, int status, String reason, String detail) {
        this.code = code;
        this.status = status;
        this.reason = reason;
        this.detail = detail;
    }

    /** How a connection ends that has shown nothing valid: the browser may try the same token again only if it is worth it. */
    static Ending ofUnproven(ApiProblem problem) {
        return isPassing(problem) ? TRY_LATER : NO_TOKEN;
    }

    /** How a connection ends whose credential proves nothing any more, or cannot be checked. */
    static Ending ofProven(ApiProblem problem) {
        return isPassing(problem) ? TRY_LATER : TOKEN_ENDED;
    }

    private static boolean isPassing(ApiProblem problem) {
        return problem.status() == 429 || problem.status() >= 500;
    }

    /** The websocket's close code. */
    int code() {
        return code;
    }

    String reason() {
        return reason;
    }

    ApiProblem problem() {
        return ApiProblem.of(status, reason, detail);
    }
}
