package dev.tickwork.upstream;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Takes secrets out of texts. Vendors repeat our keys in their error texts, so this is for their words too. */
public final class Redactor {
    private static final String HIDDEN = "***";
    private static final int SHORTEST_SECRET = 4;

    /** Values of parameters, headers and JSON members whose name says that they are secret. */
    private static final Pattern NAMED =
            Pattern.compile("(?i)((?:api[_-]?key|access[_-]?key|token|secret|password|authorization)\"?\\s*[=:]\\s*\"?"
                    + "(?:(?:bearer|basic|apikey|token)\\s+)?)[^\\s&\"',;<>]+");

    private final List<String> secrets;

    /**
     * Knows these secrets by heart; their URL-encoded forms too.
     *
     * @param secrets values shorter than 4 characters are ignored: they would blacken ordinary words
     */
    public Redactor(Collection<String> secrets) {
        this.secrets = secrets.stream()
                .filter(secret -> secret.length() >= SHORTEST_SECRET)
                .flatMap(secret -> Stream.of(secret, URLEncoder.encode(secret, StandardCharsets.UTF_8)))
                .distinct()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
    }

    /** The text with every secret replaced by {@code ***}. */
    public String redact(String text) {
        String clean = text;
        for (String secret : secrets) {
            clean = clean.replace(secret, HIDDEN);
        }
        return NAMED.matcher(clean).replaceAll("$1" + HIDDEN);
    }

    /** Whether a secret is in the text, in whatever case: host names have none. */
    boolean hasSecret(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return secrets.stream().anyMatch(secret -> lower.contains(secret.toLowerCase(Locale.ROOT)));
    }
}
