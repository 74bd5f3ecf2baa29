package dev.tickwork.standalone.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** An open data folder for each test; empty but for the servers' programs. */
final class OwnDataFolder implements BeforeEachCallback, AfterEachCallback {
    private Path parent;
    private Path path;
    private DataFolder folder;

    @Override
    public void beforeEach(ExtensionContext test) throws IOException {
        parent = Files.createTempDirectory("tickwork-test");
        path = SharedBinaries.dataFolderIn(parent);
        folder = DataFolder.open(path);
    }

    @Override
    public void afterEach(ExtensionContext test) throws IOException {
        folder.close();
        SharedBinaries.unlink(path);
        Folders.delete(parent);
    }

    /** To be handed to a server. */
    DataFolder folder() {
        return folder;
    }

    /** Where it lies. */
    Path path() {
        return path;
    }

    /** The folder around it, whose permissions are the test's to change. */
    Path parent() {
        return parent;
    }

    /** Leaves it to another process. */
    void close() throws IOException {
        folder.close();
    }

    /** Takes it back. */
    void reopen() {
        folder = DataFolder.open(path);
    }
}
