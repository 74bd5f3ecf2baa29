package dev.tickwork.standalone.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What {@code postmaster.pid} in a data directory tells: a server runs on it, or one died without tidying up.
 *
 * @param pid process that wrote the file; another program may have the number by now
 * @see <a href="https://www.postgresql.org/docs/17/storage-file-layout.html">Database file layout</a>
 */
record PostmasterPid(Path file, long pid) {
    /** Who has the number now. */
    enum Holder {
        /** Nobody. Postgres itself tidies up at its next start, after it has made sure that no session is left. */
        NOBODY,
        /** The server that wrote the file. */
        OUR_SERVER,
        /** A Postgres on another directory, or ours on a directory that was renamed under it. */
        OTHER_SERVER,
        /** A program that was given the number of the dead server; Postgres would take it for the server. */
        OTHER_PROGRAM
    }

    /** Empty when no server runs and the last one stopped in order. */
    static Optional<PostmasterPid> in(Path data) {
        var file = data.resolve("postmaster.pid");
        return Files.exists(file) ? Optional.of(new PostmasterPid(file, firstNumber(file))) : Optional.empty();
    }

    Holder holder() {
        var process = ProcessHandle.of(pid).filter(ProcessHandle::isAlive);
        if (process.isEmpty()) {
            return Holder.NOBODY;
        }
        var commandLine = process.get().info().commandLine().orElse("");
        if (!commandLine.contains("/bin/postgres")) {
            return Holder.OTHER_PROGRAM;
        }
        return commandLine.endsWith(" -D " + file.getParent()) ? Holder.OUR_SERVER : Holder.OTHER_SERVER;
    }

    void delete() {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + file, e);
        }
    }

    private static long firstNumber(Path file) {
        try {
            var first = Files.readString(file).lines().findFirst().orElse("").strip();
            return first.matches("\\d{1,18}") ? Long.parseLong(first) : 0; // no process has the number 0
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }
}
