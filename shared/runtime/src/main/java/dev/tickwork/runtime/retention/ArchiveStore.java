package dev.tickwork.runtime.retention;

import dev.tickwork.postgres.Column;
import dev.tickwork.postgres.Row;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Writes {@code archives}, the ledger of what was deleted and where it is. */
final class ArchiveStore {
    private static final String ADD = """
            INSERT INTO archives (id, table_name, file, node, from_at, to_at, rows, bytes, sha256, run_id, archived_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
            """;

    private static final String FIND = """
            SELECT table_name, file, node, sha256
              FROM archives
             WHERE id = $1
            """;

    private static final String SUMS = """
            SELECT count(*) AS archives, coalesce(sum(rows), 0) AS rows, coalesce(sum(bytes), 0) AS bytes
              FROM archives
             WHERE run_id = $1
            """;

    // One snapshot for both: whoever is not running in it can commit no row after it.
    private static final String WORTHLESS = """
            SELECT f.archive
              FROM unnest($1::uuid[], $2::uuid[]) AS f (archive, run)
             WHERE NOT EXISTS (SELECT 1 FROM archives a WHERE a.id = f.archive)
               AND (f.run = $3
                    OR EXISTS (SELECT 1 FROM job_runs r WHERE r.id = f.run AND r.state <> 'STARTED'))
            """;

    /**
     * What the ledger knows of an archive.
     *
     * @param table where its rows were
     * @param file below the folder of all archives
     * @param node whose folder that is
     * @param sha256 of the file, in hex
     */
    record Known(String table, String file, String node, String sha256) {}

    /** What a run has archived so far, in all its attempts. */
    record Sums(int archives, long rows, long bytes) {}

    /** Makes a file count. */
    Future<Integer> add(Tx tx, Archive archive, ArchiveFile file, String node) {
        return tx.execute(
                ADD,
                archive.id(),
                archive.table(),
                file.file(),
                node,
                archive.from(),
                archive.to(),
                archive.rows(),
                file.bytes(),
                file.sha256(),
                archive.runId(),
                archive.archivedAt());
    }

    /** Empty when there never was one of that name. */
    Future<Optional<Known>> find(Tx tx, UUID archive) {
        return tx.first(FIND, ArchiveStore::known, archive);
    }

    Future<Sums> sums(Tx tx, UUID run) {
        return tx.query(SUMS, row -> new Sums(row.integer("archives"), row.number("rows"), row.number("bytes")), run)
                .map(rows -> rows.get(0));
    }

    /**
     * Those of the files that never will count: nobody wrote a row for them, and their run does not go on. Files of runs
     * that this database does not know belong to somebody else.
     *
     * @param self the run that asks, which has written none of these files in this attempt
     */
    Future<List<Leftover>> worthless(Tx tx, List<Leftover> files, UUID self) {
        return tx.query(
                        WORTHLESS,
                        row -> row.uuid("archive"),
                        Column.uuids(files, Leftover::archive),
                        Column.uuids(files, Leftover::run),
                        self)
                .map(ids -> those(files, new HashSet<>(ids)));
    }

    private static List<Leftover> those(List<Leftover> files, Set<UUID> archives) {
        return files.stream().filter(file -> archives.contains(file.archive())).toList();
    }

    private static Known known(Row row) {
        return new Known(row.text("table_name"), row.text("file"), row.text("node"), row.text("sha256"));
    }
}
