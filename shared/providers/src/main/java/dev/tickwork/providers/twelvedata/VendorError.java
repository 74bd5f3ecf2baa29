package dev.tickwork.providers.twelvedata;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Twelve Data's way to say no: {@code {"code":429,"message":"…","status":"error"}}, whatever the HTTP status is, instead
 * of an answer or at one symbol's place in it.
 *
 * @param code the vendor's, alike HTTP's
 * @param message the vendor's own words, which may repeat the key: redact before use
 */
record VendorError(int code, String message) {
    private static final int BAD_REQUEST = 400;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERROR = 500;
    private static final String NO_DATA = "No data is available on the specified dates";
    private static final Pattern OF_THE_DAY = Pattern.compile("\\b(for|of) the day\\b|\\bdaily\\b");

    /** The error that the JSON is; empty when it is none. */
    static Optional<VendorError> in(JsonNode json) {
        boolean isError = json.path("status").asText().equals("error")
                || (json.path("code").isInt() && json.path("message").isTextual());
        return isError
                ? Optional.of(new VendorError(
                        json.path("code").asInt(), json.path("message").asText("no reason given")))
                : Optional.empty();
    }

    boolean isRateLimit() {
        return code == TOO_MANY_REQUESTS;
    }

    boolean isOutage() {
        return code >= SERVER_ERROR;
    }

    /** Whether it can be meant for a single symbol, when only one was asked for: unknown, or not in our plan. */
    boolean isAboutTheSymbol() {
        return code == 400 || code == 403 || code == 404;
    }

    /** Whether the vendor means that it has nothing for the dates asked for, which is no error to us. */
    boolean isNoData() {
        return code == BAD_REQUEST && message.startsWith(NO_DATA);
    }

    /**
     * When there are new credits. Spent minutes and spent days differ in their text only; minutes are those of the clock,
     * days those of UTC.
     */
    Instant renewedAfter(Instant moment) {
        return OF_THE_DAY.matcher(message).find()
                ? moment.truncatedTo(ChronoUnit.DAYS).plus(Duration.ofDays(1))
                : moment.truncatedTo(ChronoUnit.MINUTES).plus(Duration.ofMinutes(1));
    }
}
