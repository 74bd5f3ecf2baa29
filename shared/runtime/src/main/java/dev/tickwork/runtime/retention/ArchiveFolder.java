package dev.tickwork.runtime.retention;

import dev.tickwork.domain.Fault;
import dev.tickwork.messages.Wire;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/**
 * The files of archives: {@code <root>/<world>/<table>/<oldest>-<archive>.<run>.ndjson.gz}, each gzip, one JSON object a
 * line, the first of them the {@link Archive} itself. Blocks.
 */
final class ArchiveFolder {
    private static final String PART = ".part";
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final Pattern NAME =
            Pattern.compile("[0-9TZ+]+-([0-9a-f-]{36})\\.([0-9a-f-]{36})\\.ndjson\\.gz(?:\\.part)?");

    private final Path root;
    private final String world;

    /** @param root of all worlds; made when it is first needed */
    ArchiveFolder(Path root, String world) {
        this.root = root;
        this.world = world;
    }

    String world() {
        return world;
    }

    Path root() {
        return root;
    }

    /**
     * Writes an archive so that it is there as a whole, and safe on disk, or not at all.
     *
     * @throws Fault.Transient when the disk refuses
     */
    ArchiveFile write(Archive archive, List<OldRow> rows) {
        Path folder = folder(archive.table());
        Path file = folder.resolve(
                MOMENT.format(archive.from()) + "-" + archive.id() + "." + archive.runId() + ".ndjson.gz");
        Path part = folder.resolve(file.getFileName() + PART);
        try {
            Files.createDirectories(folder);
            MessageDigest digest = Sha256.digest();
            writePart(part, digest, archive, rows);
            long bytes = Files.size(part);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
            sync(folder);
            return new ArchiveFile(
                    root.relativize(file).toString(), bytes, HexFormat.of().formatHex(digest.digest()));
        } catch (IOException | UncheckedIOException e) {
            throw new Fault.Transient("the archive " + file + " could not be written: " + e.getMessage(), e);
        }
    }

    /** Every file of a table, whole or not; empty when there is no folder yet. */
    List<Leftover> files(String table) throws IOException {
        Path folder = folder(table);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.flatMap(ArchiveFolder::leftover).toList();
        }
    }

    /** Deletes files that count for nothing. @return how many */
    int delete(List<Leftover> files) throws IOException {
        for (Leftover leftover : files) {
            Files.deleteIfExists(leftover.file());
        }
        return files.size();
    }

    private Path folder(String table) {
        return root.resolve(world).resolve(table);
    }

    private static void writePart(Path part, MessageDigest digest, Archive archive, List<OldRow> rows)
            throws IOException {
        try (FileChannel channel = FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            var bytes = new DigestOutputStream(Channels.newOutputStream(channel), digest);
            writeLines(bytes, archive, rows);
            channel.force(true);
        }
    }

    private static void writeLines(OutputStream bytes, Archive archive, List<OldRow> rows) throws IOException {
        var zipped = new GZIPOutputStream(bytes);
        Writer lines = new BufferedWriter(new OutputStreamWriter(zipped, StandardCharsets.UTF_8));
        lines.write(Wire.encode(archive));
        lines.write('\n');
        for (OldRow row : rows) {
            lines.write(row.json());
            lines.write('\n');
        }
        lines.flush();
        zipped.finish();
    }

    // A name is safe when its folder is.
    private static void sync(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static Stream<Leftover> leftover(Path file) {
        Matcher name = NAME.matcher(file.getFileName().toString());
        return name.matches()
                ? Stream.of(new Leftover(file, UUID.fromString(name.group(1)), UUID.fromString(name.group(2))))
                : Stream.empty();
    }
}
