package dev.tickwork.upstream;

import java.time.Instant;
import java.util.List;

/**
 * A mail in plain text.
 *
 * @param id becomes its Message-ID, so that a mail that came twice can be told; letters, digits, dots and dashes
 * @param to plain addresses; not empty
 * @param subject one line
 * @param text with line feeds
 * @param deadline when it is of no use any more
 */
public record Mail(String id, List<String> to, String subject, String text, Instant deadline) {
    public Mail {
        to = List.copyOf(to);
        require(id.matches("[A-Za-z0-9.-]+"), "id must be letters, digits, dots and dashes, but is " + id);
        require(!to.isEmpty(), "to must not be empty");
        require(to.stream().allMatch(MailAddress::isPlain), "to must be plain addresses, but is " + to);
        require(subject.lines().count() == 1, "subject must be one line, but is " + subject);
    }

    private static void require(boolean condition, String complaint) {
        if (!condition) {
            throw new IllegalArgumentException(complaint);
        }
    }
}
