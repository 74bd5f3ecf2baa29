package dev.tickwork.gateway.auth;

import dev.tickwork.messages.ApiProblem;
import java.time.Duration;

/** Why a credential proves nothing, as callers are told. */
final class Unauthorized {
    private static final int STATUS = 401;
    private static final Duration ASK_AGAIN = Duration.ofSeconds(5);

    private Unauthorized() {}

    static ApiProblem missing() {
        return ApiProblem.of(STATUS, "no_credential", "send an API key or a session token as Authorization: Bearer …");
    }

    static ApiProblem unknown() {
        return ApiProblem.of(STATUS, "unknown_credential", "the key or token is not known here");
    }

    static ApiProblem expired() {
        return ApiProblem.of(STATUS, "expired_credential", "the key or token has ended");
    }

    static ApiProblem revoked() {
        return ApiProblem.of(STATUS, "revoked_credential", "the key or token was revoked");
    }

    static ApiProblem usedUp() {
        return ApiProblem.of(STATUS, "unknown_login_code", "the link is unknown, was used already or has ended");
    }

    /** It may be good, but nobody can say so now. */
    static ApiProblem notNow() {
        return ApiProblem.unavailable(
                "credentials_unavailable", "keys cannot be checked now: the database is away", ASK_AGAIN);
    }

    static boolean is(Throwable failure) {
        return failure instanceof ApiProblem problem && problem.status() == STATUS;
    }
}
