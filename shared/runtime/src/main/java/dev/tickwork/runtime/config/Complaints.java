package dev.tickwork.runtime.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Gathers what is wrong in all files, and reads the texts in which it may be wrong. */
final class Complaints {
    private final Placeholders placeholders;
    private final List<Mistake> mistakes = new ArrayList<>();

    Complaints(Placeholders placeholders) {
        this.placeholders = placeholders;
    }

    /** Everything so far, in the order in which it was found. */
    List<Mistake> mistakes() {
        return List.copyOf(mistakes);
    }

    int count() {
        return mistakes.size();
    }

    void add(Mistake mistake) {
        mistakes.add(mistake);
    }

    /** Complains of a key; logins in URLs are hidden. */
    void about(ConfigNode node, String path, String complaint) {
        mistakes.add(new Mistake(node.file(), path, environmentOf(node), Masking.ofUrls(complaint)));
    }

    /** The text with its placeholders replaced; empty, with a complaint, when one cannot be. */
    Optional<Placeholders.Resolved> resolved(ConfigNode.Text text, String path) {
        try {
            return Optional.of(placeholders.resolve(text.raw()));
        } catch (Placeholders.Unresolved e) {
            about(text, path, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private List<String> environmentOf(ConfigNode node) {
        if (!(node instanceof ConfigNode.Text text)) {
            return List.of();
        }
        try {
            return placeholders.resolve(text.raw()).names();
        } catch (Placeholders.Unresolved e) {
            return List.of();
        }
    }
}
