package dev.tickwork.postgres;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.CRC32;

/** The files of {@code migrations/} that this build brings. */
final class OwnMigrations {
    /** Written by the build: to look for the files takes longer than to read them. */
    private static final String NAMES = "/db/migrations.txt";

    private static final String FOLDER = "/db/migration/";

    private OwnMigrations() {}

    /** All of them, in no order. */
    static List<Migration> all() {
        return lines(NAMES).stream()
                .map(file -> new Migration(file, checksum(file)))
                .toList();
    }

    /** As Flyway makes it: line ends do not count. */
    private static int checksum(String file) {
        var checksum = new CRC32();
        lines(FOLDER + file).forEach(line -> checksum.update(line.getBytes(StandardCharsets.UTF_8)));
        return (int) checksum.getValue();
    }

    private static List<String> lines(String resource) {
        try (InputStream in = requireNonNull(OwnMigrations.class.getResourceAsStream(resource), resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
