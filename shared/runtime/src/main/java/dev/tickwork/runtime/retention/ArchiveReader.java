package dev.tickwork.runtime.retention;

import dev.tickwork.domain.Fault;
import dev.tickwork.messages.Wire;
import dev.tickwork.messages.WireException;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** Reads an archive, and refuses one that is not what the ledger knows, or of another world. Blocks. */
final class ArchiveReader {
    private final String world;

    ArchiveReader(String world) {
        this.world = world;
    }

    /** The rows as a JSON array. @throws Fault.Permanent when the file is not there or not as it was written */
    String rows(Path file, ArchiveStore.Known known) {
        if (!Files.isRegularFile(file)) {
            throw refusal(file, "is not there; it was written by " + known.node());
        }
        try {
            byte[] bytes = Files.readAllBytes(file);
            if (!Sha256.of(bytes).equals(known.sha256())) {
                throw refusal(file, "is not as it was written: its SHA-256 is another one");
            }
            return rows(file, bytes, known);
        } catch (IOException e) {
            throw new Fault.Transient("the archive " + file + " could not be read: " + e.getMessage(), e);
        }
    }

    private String rows(Path file, byte[] bytes, ArchiveStore.Known known) throws IOException {
        var zipped = new GZIPInputStream(new ByteArrayInputStream(bytes));
        try (var lines = new BufferedReader(new InputStreamReader(zipped, StandardCharsets.UTF_8))) {
            check(file, lines.readLine(), known);
            List<String> rows = lines.lines().toList();
            return "[" + String.join(",", rows) + "]";
        }
    }

    private void check(Path file, String firstLine, ArchiveStore.Known known) {
        Archive archive = archive(file, firstLine);
        if (!archive.format().equals(Archive.FORMAT)) {
            throw refusal(file, "has the format " + archive.format() + ", which this release does not read");
        }
        if (!archive.world().equals(world)) {
            throw refusal(file, "belongs to the " + archive.world() + " world, and this one is " + world);
        }
        if (!archive.table().equals(known.table())) {
            throw refusal(file, "holds rows of " + archive.table() + " and not of " + known.table());
        }
    }

    private static Archive archive(Path file, String firstLine) {
        try {
            return Wire.decode(firstLine, Archive.class);
        } catch (WireException e) {
            throw refusal(file, "does not say what it is: " + e.getMessage());
        }
    }

    private static Fault.Permanent refusal(Path file, String why) {
        return new Fault.Permanent("the archive " + file + " " + why, null);
    }
}
