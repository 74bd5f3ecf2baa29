package dev.tickwork.standalone.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Unpacks the servers' programs once for all tests; a data folder of a test links to them. */
final class SharedBinaries {
    private static final Path FOLDER = Path.of("target/test-binaries").toAbsolutePath();

    private SharedBinaries() {}

    /** A data folder inside the given one that does not exist yet but for its programs. */
    static Path dataFolderIn(Path parent) {
        try {
            var folder = Files.createDirectories(parent.resolve("our data's folder"));
            unpack();
            Files.createSymbolicLink(folder.resolve("binaries"), FOLDER);
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Several JVMs share the tests: one unpacks while the others wait for it. */
    private static void unpack() throws IOException {
        var binaries = new Binaries(FOLDER, Machine.here());
        var lockFile = FOLDER.resolveSibling("test-binaries.lock");
        try (var channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var ours = channel.lock()) {
            assertThat(ours.isValid()).isTrue();
            assertThat(binaries.postgres()).isDirectory();
            assertThat(binaries.redis()).isExecutable();
        }
    }

    /** Takes the link out again: JUnit warns of links when it deletes a temporary folder. */
    static void unlink(Path dataFolder) throws IOException {
        Files.delete(dataFolder.resolve("binaries"));
    }
}
