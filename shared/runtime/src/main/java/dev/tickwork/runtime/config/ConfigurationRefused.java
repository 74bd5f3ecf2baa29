package dev.tickwork.runtime.config;

import java.util.List;
import java.util.stream.Collectors;

/** The configuration cannot be used. Holds every mistake, so that they can all be put right in one go. */
public final class ConfigurationRefused extends RuntimeException {
    private final transient List<Mistake> mistakes;

    public ConfigurationRefused(List<Mistake> mistakes) {
        super(text(mistakes));
        this.mistakes = mistakes.stream().sorted().toList();
    }

    /** Sorted by file and key; never empty. */
    public List<Mistake> mistakes() {
        return mistakes;
    }

    private static String text(List<Mistake> mistakes) {
        String lines = mistakes.stream().sorted().map(mistake -> "  " + mistake).collect(Collectors.joining("\n"));
        return "the configuration has " + mistakes.size() + (mistakes.size() == 1 ? " mistake" : " mistakes") + ":\n"
                + lines;
    }
}
