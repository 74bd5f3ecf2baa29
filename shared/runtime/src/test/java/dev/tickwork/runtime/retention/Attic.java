package dev.tickwork.runtime.retention;

import static dev.tickwork.testservers.Await.done;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.tickwork.domain.World;
import dev.tickwork.jobs.JobOutcome;
import dev.tickwork.messages.Wire;
import dev.tickwork.postgres.Database;
import dev.tickwork.testkit.JobHarness;
import dev.tickwork.testservers.FakeTime;
import io.vertx.core.Future;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** A folder for archives, and the parts that fill it. */
final class Attic {
    private static final String FILES = """
            SELECT file
              FROM archives
             ORDER BY from_at, file
            """;
    private static final String IDS = """
            SELECT id
              FROM archives
             ORDER BY from_at
            """;

    private final Database database;
    private final Path root;
    private final FakeTime time = new FakeTime(Things.NOON);
    private final RetentionParts parts;
    private final JobHarness harness;

    Attic(Database database, Path root) {
        this(database, root, World.SIMULATED);
    }

    Attic(Database database, Path root, World world) {
        this.database = database;
        this.root = root;
        this.harness = JobHarness.over(database, time);
        var folder = new ArchiveFolder(root, world.label());
        this.parts = new RetentionParts(
                database,
                time,
                new Archivist(database, time, new Random(), folder, "desk"),
                folder,
                new ArchiveStore(),
                new PolicyStore());
    }

    JobHarness harness() {
        return harness;
    }

    /** Archives and deletes what is so old. */
    @CanIgnoreReturnValue
    Cleaned clean(Retained table, int olderThanDays) {
        return retain(table, new RetentionArgs(Things.NOON, olderThanDays, false));
    }

    /** Counts what is so old. */
    Cleaned count(Retained table, int olderThanDays) {
        return retain(table, new RetentionArgs(Things.NOON, olderThanDays, true));
    }

    /** Puts the oldest archive back. @param file where it is now; null for where it was */
    @CanIgnoreReturnValue
    JobOutcome restore(Retained table, @Nullable String file) {
        return restore(table, new RestoreArgs(ids().get(0), file));
    }

    JobOutcome restore(Retained table, RestoreArgs args) {
        return harness.run(new RestoreJob(table, "", parts), args);
    }

    /** Begins to archive and delete what is so old. */
    Future<Cleaned> startCleaning(Retained table, int olderThanDays) {
        return start(table, new RetentionArgs(Things.NOON, olderThanDays, false));
    }

    FakeTime time() {
        return time;
    }

    private Cleaned retain(Retained table, RetentionArgs args) {
        return done(start(table, args));
    }

    private Future<Cleaned> start(Retained table, RetentionArgs args) {
        return harness.start(new RetentionJob(table, "", null, parts), args)
                .map(outcome -> (Cleaned) Objects.requireNonNull(((JobOutcome.Done) outcome).result()));
    }

    /** What counts, in the order of time. */
    List<String> counted() {
        return done(database.read(tx -> tx.query(FILES, row -> row.text("file"))));
    }

    List<UUID> ids() {
        return done(database.read(tx -> tx.query(IDS, row -> row.uuid("id"))));
    }

    /** What is on disk, whole or not. */
    List<String> onDisk() {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The numbers of the things in everything that counts, in its order. */
    List<Integer> numbers() {
        return counted().stream()
                .flatMap(file -> lines(root.resolve(file)).stream().skip(1))
                .map(line -> Wire.tree(line).get("number").intValue())
                .toList();
    }

    static List<String> lines(Path file) {
        try (var zipped = new GZIPInputStream(Files.newInputStream(file));
                var lines = new BufferedReader(new InputStreamReader(zipped, StandardCharsets.UTF_8))) {
            return lines.lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
