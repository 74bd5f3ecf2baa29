package dev.tickwork.runtime.config;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Makes single values of texts, and remembers which of them are secret. */
final class Scalars {
    private final Complaints complaints;
    private final Set<String> secrets = new HashSet<>();

    Scalars(Complaints complaints) {
        this.complaints = complaints;
    }

    /** The values of all secrets so far. */
    Set<String> secrets() {
        return Set.copyOf(secrets);
    }

    /** A text with the place where a complaint about it belongs. */
    private record Written(ConfigNode.Text node, String path, Placeholders.Resolved resolved, Class<?> type) {
        String text() {
            return resolved.text();
        }

        boolean isSecret() {
            return type == Secret.class;
        }

        boolean mayBeEmpty() {
            return type == String.class || isSecret();
        }

        Mistake mistake(String complaint) {
            String shown = isSecret() && !text().isEmpty() ? complaint.replace(text(), "***") : complaint;
            return new Mistake(node.file(), path, resolved.names(), Masking.ofUrls(shown));
        }
    }

    /** The value; empty when there is none, which is complained of unless it may be null. */
    Optional<Object> value(ConfigNode node, String path, Class<?> type, boolean mayBeNull) {
        Function<String, Object> conversion =
                Conversions.to(type).orElseThrow(() -> new IllegalStateException(type + " cannot be made of a text"));
        if (!(node instanceof ConfigNode.Text text)) {
            complaints.about(node, path, "must be a single value");
            return Optional.empty();
        }
        return complaints
                .resolved(text, path)
                .map(resolved -> new Written(text, path, resolved, type))
                .filter(written -> isThere(written, mayBeNull))
                .flatMap(written -> converted(written, conversion));
    }

    private boolean isThere(Written written, boolean mayBeNull) {
        if (!written.text().isEmpty()) {
            return true;
        }
        if (!mayBeNull && !written.mayBeEmpty()) {
            complaints.add(written.mistake("has no value"));
        }
        return written.mayBeEmpty() && !mayBeNull;
    }

    private Optional<Object> converted(Written written, Function<String, Object> conversion) {
        if (written.isSecret()) {
            secrets.add(written.text());
        }
        try {
            return Optional.of(conversion.apply(written.text()));
        } catch (IllegalArgumentException e) {
            complaints.add(written.mistake(String.valueOf(e.getMessage())));
            return Optional.empty();
        }
    }
}
