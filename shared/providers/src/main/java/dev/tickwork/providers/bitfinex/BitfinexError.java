package dev.tickwork.providers.bitfinex;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tickwork.upstream.AnswerKind;
import java.util.Optional;

/**
 * Bitfinex's ways to say no over HTTP, whatever the status is: {@code ["error",10020,"limit: invalid"]}, mostly with 500,
 * even when the mistake is ours; {@code {"error":"ERR_RATE_LIMIT"}}; {@code {"code":503,"error":"temporarily_unavailable"}}.
 *
 * @param code the vendor's; 0 when there was none
 * @param message the vendor's own words
 * @see <a href="https://docs.bitfinex.com/docs/abbreviations-glossary">error codes</a>
 */
record BitfinexError(int code, String message) {
    private static final int BAD_PARAMETER = 10020;
    private static final int RATE_LIMIT = 11010;
    private static final int MAINTENANCE = 20060;
    private static final int FIRST_OF_KEYS = 10100;
    private static final int LAST_OF_KEYS = 10114;

    /** The error that the JSON is; empty when it is none. */
    static Optional<BitfinexError> in(JsonNode json) {
        if (json.isArray() && json.path(0).asText().equals("error")) {
            return Optional.of(
                    new BitfinexError(json.path(1).asInt(), json.path(2).asText("no reason given")));
        }
        boolean isError = json.isObject() && json.has("error");
        return isError
                ? Optional.of(new BitfinexError(
                        json.path("code").asInt(), json.path("error").asText("no reason given")))
                : Optional.empty();
    }

    boolean isMaintenance() {
        return code == MAINTENANCE;
    }

    /** What it is to the door. A maintenance and a mistake of ours are answers: neither is made better by asking again. */
    AnswerKind kind() {
        if (code == RATE_LIMIT || message.equals("ERR_RATE_LIMIT")) {
            return AnswerKind.TOO_FAST;
        }
        return isMaintenance() || isOurMistake() ? AnswerKind.ANSWER : AnswerKind.OUTAGE;
    }

    private boolean isOurMistake() {
        return code == BAD_PARAMETER
                || (code >= FIRST_OF_KEYS && code <= LAST_OF_KEYS)
                || message.endsWith(": invalid");
    }
}
