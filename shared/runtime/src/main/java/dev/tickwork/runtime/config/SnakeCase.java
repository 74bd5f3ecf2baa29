package dev.tickwork.runtime.config;

import java.util.Locale;
import java.util.regex.Pattern;

/** Names as they are written in files. */
final class SnakeCase {
    private static final Pattern HUMP = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");

    private SnakeCase() {}

    /** {@code failuresToOpen} becomes {@code failures_to_open}. */
    static String of(String camelCase) {
        return HUMP.matcher(camelCase).replaceAll("_").toLowerCase(Locale.ROOT);
    }
}
