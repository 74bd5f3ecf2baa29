package dev.tickwork.standalone.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Unpacks the servers' programs once for all tests; a data folder of a test links to them. */
final class SharedBinaries {
    private static final Path FOLDER = Path.of("target/test-binaries").toAbsolutePath();

    private SharedBinaries() {}

    /** A data folder inside the given one that does not exist yet but for its programs. */
    static Path dataFolderIn(Path parent) {
        try {
            var folder = Files.createDirectories(parent.resolve("our data's folder"));
            Files.createSymbolicLink(folder.resolve("binaries"), Files.createDirectories(FOLDER));
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes the link out again: JUnit warns of links when it deletes a temporary folder. */
    static void unlink(Path dataFolder) throws IOException {
        Files.delete(dataFolder.resolve("binaries"));
    }
}
