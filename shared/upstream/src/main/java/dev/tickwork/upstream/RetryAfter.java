package dev.tickwork.upstream;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * Reads the header in both of its forms: seconds from now, or an HTTP date.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#name-retry-after">RFC 9110</a>
 */
final class RetryAfter {
    private static final int MOST_DIGITS = 9;

    /** No plan has a longer span than a day; a mistake of the provider must not silence us for years. */
    private static final Duration LONGEST = Duration.ofDays(1);

    private RetryAfter() {}

    /** The moment that the header means, a day ahead at most; empty when there is none or it makes no sense. */
    static Optional<Instant> of(UpstreamAnswer answer) {
        return answer.header("Retry-After")
                .map(String::strip)
                .flatMap(text -> read(text, answer.receivedAt()))
                .map(moment -> capped(moment, answer.receivedAt()));
    }

    private static Instant capped(Instant moment, Instant now) {
        Instant latest = now.plus(LONGEST);
        return moment.isAfter(latest) ? latest : moment;
    }

    private static Optional<Instant> read(String text, Instant now) {
        if (text.matches("\\d{1," + MOST_DIGITS + "}")) {
            return Optional.of(now.plusSeconds(Long.parseLong(text)));
        }
        try {
            return Optional.of(ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
