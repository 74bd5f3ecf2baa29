package dev.tickwork.standalone.servers;

import dev.tickwork.runtime.lifecycle.CannotStart;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The folder that keeps everything of one standalone Tickwork: data, passwords, ports, binaries and logs of its servers.
 * It is locked while open, so that two Tickworks never start servers on the same files; the lock ends with the process,
 * however that dies.
 */
public final class DataFolder implements AutoCloseable {
    private static final Pattern SHELL_CHARACTERS = Pattern.compile("[\"`$\\\\]");

    private final Path path;
    private final FileChannel lockFile;

    private DataFolder(Path path, FileChannel lockFile) {
        this.path = path;
        this.lockFile = lockFile;
    }

    /**
     * Creates the folder if need be and takes it for this process.
     *
     * @throws CannotStart when it cannot be written or another Tickwork uses it
     */
    public static DataFolder open(Path folder) {
        if (SHELL_CHARACTERS.matcher(folder.toString()).find()) {
            throw CannotStart.because(
                    "the data folder " + folder
                            + " has a quote, $ or \\ in its name, on which the programs of Postgres stumble: set TICKWORK_DATA to another folder",
                    null);
        }
        try {
            var path = Folders.create(folder);
            return new DataFolder(path, lock(path));
        } catch (IOException e) {
            throw CannotStart.because("cannot write in the data folder " + folder + ": " + e, e);
        }
    }

    /** Whether another Tickwork has it open. */
    public static boolean isInUse(Path folder) {
        var file = folder.resolve("tickwork.lock");
        if (!Files.exists(file)) {
            return false;
        }
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            return tryLock(channel) == null;
        } catch (IOException e) {
            throw CannotStart.because("cannot look into the data folder " + folder + ": " + e, e);
        }
    }

    /** Absolute path of a file or folder inside. */
    Path resolve(String name) {
        return path.resolve(name);
    }

    @Override
    public String toString() {
        return path.toString();
    }

    /** Lets others open the folder. Its servers must have been closed before. */
    @Override
    public void close() throws IOException {
        lockFile.close();
    }

    private static FileChannel lock(Path path) throws IOException {
        var file = path.resolve("tickwork.lock");
        var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (tryLock(channel) == null) {
            channel.close();
            throw CannotStart.because(
                    "the data folder %s is in use by another Tickwork (process %s): stop that one, or set TICKWORK_DATA to another folder"
                            .formatted(path, Files.readString(file).strip()),
                    null);
        }
        var owner = StandardCharsets.US_ASCII.encode(ProcessHandle.current().pid() + "\n");
        return write(channel.truncate(0), owner);
    }

    private static FileChannel write(FileChannel channel, ByteBuffer text) throws IOException {
        while (text.hasRemaining()) {
            var unused = channel.write(text);
        }
        return channel;
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // this very process has it open
        }
    }
}
