package dev.tickwork.pricefetcher;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a page of history ended, so that the next begins right behind it whatever was written in between.
 *
 * @param asOf of the page's last row
 * @param source of the page's last row
 */
record HistoryCursor(Instant asOf, String source) {
    /** Before the first page: above every row. */
    static final HistoryCursor START = new HistoryCursor(Instant.parse("9999-12-31T00:00:00Z"), "");

    private static final Pattern PLAIN = Pattern.compile("(\\S+) (\\S+)");

    static HistoryCursor after(PastQuote last) {
        return new HistoryCursor(last.asOf(), last.source());
    }

    /** As callers get it; they are not meant to look inside. */
    String encoded() {
        String plain = asOf + " " + source;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
    }

    /** The cursor of a former answer; empty when it is none. */
    static Optional<HistoryCursor> decoded(String encoded) {
        try {
            byte[] plain = Base64.getUrlDecoder().decode(encoded);
            Matcher parts = PLAIN.matcher(new String(plain, StandardCharsets.UTF_8));
            return parts.matches()
                    ? Optional.of(new HistoryCursor(Instant.parse(parts.group(1)), parts.group(2)))
                    : Optional.empty();
        } catch (IllegalArgumentException | DateTimeParseException malformed) {
            return Optional.empty();
        }
    }
}
