package dev.tickwork.runtime.config;

import java.util.List;

/**
 * One thing that is wrong in the configuration, in words for the person who wrote it.
 *
 * @param file where, such as {@code conf/node.yaml}
 * @param key the dotted path of the key; empty when the whole file is meant
 * @param environment the environment variables that the value comes from, the outermost first; empty when it was
 *     written into the file
 * @param complaint what is wrong, with the value unless it is secret, and what would be right
 */
public record Mistake(String file, String key, List<String> environment, String complaint)
        implements Comparable<Mistake> {
    public Mistake {
        environment = List.copyOf(environment);
    }

    @Override
    public int compareTo(Mistake other) {
        int byFile = file.compareTo(other.file);
        return byFile == 0 ? key.compareTo(other.key) : byFile;
    }

    /** Where it stands: file, key and environment variables. */
    public String place() {
        String from = environment.isEmpty() ? "" : " (" + String.join(", ", environment) + ")";
        return (key.isEmpty() ? file : file + ": " + key) + from;
    }

    /** One line: {@code conf/price-fetcher.yaml: every (PRICE_INTERVAL): "5x" is not a duration; …}. */
    @Override
    public String toString() {
        return place() + ": " + complaint;
    }
}
