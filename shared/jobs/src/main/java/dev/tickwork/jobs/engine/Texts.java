package dev.tickwork.jobs.engine;

import java.util.regex.Pattern;

/** Words of others, made such that a row can bear them. */
final class Texts {
    private static final Pattern ESCAPED_NUL = Pattern.compile("(?<!\\\\)((?:\\\\\\\\)*)\\\\u0000");

    private Texts() {}

    /** Without what Postgres cannot keep, and not longer than {@code length}. */
    static String atMost(int length, String text) {
        String kept = storable(text);
        return kept.length() <= length ? kept : kept.substring(0, length - 1) + "…";
    }

    /** Postgres keeps no NUL in a text. */
    static String storable(String text) {
        return text.indexOf('\0') < 0 ? text : text.replace("\0", "");
    }

    /** JSON writes a NUL as six characters, and Postgres keeps none in a document either. */
    static String storableJson(String json) {
        return json.contains("\\u0000") ? ESCAPED_NUL.matcher(json).replaceAll("$1") : json;
    }
}
