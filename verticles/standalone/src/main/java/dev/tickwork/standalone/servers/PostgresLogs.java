package dev.tickwork.standalone.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Pattern;

/** The folder in which Postgres writes: one log per day of the week, and what it said before it had opened that. */
record PostgresLogs(Path folder) {
    private static final Pattern FATAL = Pattern.compile("(?:FATAL|PANIC|^postgres):\\s*(.*)", Pattern.MULTILINE);

    /** Where the coming start writes; whatever an earlier start wrote there is gone. */
    Path freshStartLog() {
        try {
            Files.deleteIfExists(startLog());
            return startLog();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + startLog(), e);
        }
    }

    /** The last complaint with which Postgres gave up, in its own words. */
    Optional<String> lastFatal() {
        return lastFatal(startLog()).or(() -> newest().flatMap(PostgresLogs::lastFatal));
    }

    private Path startLog() {
        return folder.resolve("start.log");
    }

    private Optional<Path> newest() {
        return Folders.list(folder).stream()
                .filter(path -> !path.equals(startLog()))
                .max(Comparator.comparing(PostgresLogs::lastModified));
    }

    private static Optional<String> lastFatal(Path file) {
        try {
            return FATAL.matcher(Files.readString(file, StandardCharsets.ISO_8859_1))
                    .results()
                    .reduce((earlier, later) -> later)
                    .map(found -> found.group(1));
        } catch (IOException e) {
            return Optional.empty(); // it died before it wrote anything
        }
    }

    private static FileTime lastModified(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }
}
