package dev.tickwork.runtime.retention;

import dev.tickwork.domain.time.Time;
import dev.tickwork.jobs.RunContext;
import dev.tickwork.jobs.Written;
import dev.tickwork.postgres.Database;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * Moves old rows from tables into files. The rows of a file are deleted, the file is put on disk and its row is written,
 * in this order, in one transaction: whenever that ends half-way, the rows are where they were, and at most a file is left
 * that counts for nothing.
 */
final class Archivist {
    private final Database database;
    private final Time time;
    private final RandomGenerator random;
    private final ArchiveFolder folder;
    private final String node;
    private final ArchiveStore store = new ArchiveStore();

    /** @param node whose disk the folder is on, for people */
    Archivist(Database database, Time time, RandomGenerator random, ArchiveFolder folder, String node) {
        this.database = database;
        this.time = time;
        this.random = random;
        this.folder = folder;
        this.node = node;
    }

    /** Archives and deletes the oldest rows before a moment, as many as fit into one file. @return how many */
    Future<Integer> archive(RunContext run, Retained table, Instant before) {
        return run.write(tx -> table.take(tx, before, table.rowsPerArchive())
                        .compose(rows -> rows.isEmpty() ? Future.succeededFuture(0) : keep(tx, run, table, rows)))
                .map(Written::rows);
    }

    /** Deletes files that attempts left behind which ended half-way. @return how many */
    Future<Integer> sweep(RunContext run, String table) {
        return run.blocking(() -> folder.files(table))
                .compose(files -> files.isEmpty()
                        ? Future.succeededFuture(List.<Leftover>of())
                        : database.read(tx -> store.worthless(tx, files, run.runId())))
                .compose(worthless -> run.blocking(() -> folder.delete(worthless)));
    }

    private Future<Integer> keep(Tx tx, RunContext run, Retained table, List<OldRow> rows) {
        Archive archive = describe(run, table.policy().table(), rows);
        return run.blocking(() -> folder.write(archive, rows))
                .compose(file -> store.add(tx, archive, file, node))
                .map(rows.size());
    }

    private Archive describe(RunContext run, String table, List<OldRow> rows) {
        Instant from = rows.stream().map(OldRow::at).min(Instant::compareTo).orElseThrow();
        Instant to = rows.stream().map(OldRow::at).max(Instant::compareTo).orElseThrow();
        UUID id = new UUID(random.nextLong(), random.nextLong());
        return new Archive(Archive.FORMAT, folder.world(), table, id, run.runId(), time.now(), rows.size(), from, to);
    }
}
