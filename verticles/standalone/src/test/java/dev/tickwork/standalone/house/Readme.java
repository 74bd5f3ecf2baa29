package dev.tickwork.standalone.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** A verticle's README: short sections that begin with their heading and a colon. */
record Readme(String text) {
    static Readme of(Path folder) {
        try {
            return new Readme(Files.readString(folder.resolve("README.md")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What follows the heading, up to the next empty line; empty when the heading is missing. */
    String section(String heading) {
        var section = Pattern.compile("^" + heading + ":(.*?)(?:\\n\\n|\\z)", Pattern.MULTILINE | Pattern.DOTALL)
                .matcher(text);
        return section.find() ? section.group(1).strip() : "";
    }
}
