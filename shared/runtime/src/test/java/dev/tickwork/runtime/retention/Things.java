package dev.tickwork.runtime.retention;

import static dev.tickwork.testservers.Await.done;

import dev.tickwork.postgres.Database;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;

/** A table of some room: things by number, each a minute older than the one before. */
final class Things implements Retained {
    static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    private static final String MAKE = """
            CREATE TABLE IF NOT EXISTS things (
                number integer PRIMARY KEY,
                at     timestamptz NOT NULL,
                price  numeric,
                note   text
            )
            """;
    private static final String FILL = """
            INSERT INTO things (number, at, price, note)
            SELECT n, $1::timestamptz - n * interval '1 minute', n + 0.10, E'line\\n"' || n
              FROM generate_series($2::integer, $3::integer) AS n
            """;
    private static final String COUNT = """
            SELECT count(*) AS things
              FROM things
             WHERE at < $1
            """;
    private static final String TAKE = """
            WITH gone AS (
                DELETE FROM things
                 WHERE number IN (SELECT number FROM things WHERE at < $1 ORDER BY at LIMIT $2 FOR UPDATE SKIP LOCKED)
                RETURNING *
            )
            SELECT at, to_jsonb(gone)::text AS document
              FROM gone
             ORDER BY at
            """;
    private static final String PUT_BACK = """
            INSERT INTO things (number, at, price, note)
            SELECT number, at, price, note
              FROM jsonb_populate_recordset(NULL::things, $1::text::jsonb)
            ON CONFLICT (number) DO NOTHING
            """;
    private static final String OPTIMISE = """
            VACUUM (ANALYZE) things
            """;
    private static final String ALL = """
            SELECT coalesce(md5(string_agg(things::text, ';' ORDER BY number)), 'none') AS all
              FROM things
            """;

    private final Database database;
    private final RetentionPolicy policy;
    private final int perArchive;

    Things(Database database, RetentionPolicy policy, int perArchive) {
        this.database = database;
        this.policy = policy;
        this.perArchive = perArchive;
        done(database.write(tx -> tx.execute(MAKE)));
    }

    /** Kept a day; younger ones may go. */
    static Things in(Database database, int perArchive) {
        return new Things(database, new RetentionPolicy("thing", "prices", "things", 1, false), perArchive);
    }

    Things with(int first, int last) {
        done(database.write(tx -> tx.execute(FILL, NOON, first, last)));
        return this;
    }

    int left() {
        return done(database.read(tx -> count(tx, NOON))).intValue();
    }

    /** Changes with any change of any of them. */
    String fingerprint() {
        return done(database.read(tx -> tx.query(ALL, row -> row.text("all")))).get(0);
    }

    @Override
    public RetentionPolicy policy() {
        return policy;
    }

    @Override
    public Future<Long> count(Tx tx, Instant before) {
        return tx.query(COUNT, row -> row.number("things"), before).map(rows -> rows.get(0));
    }

    @Override
    public Future<List<OldRow>> take(Tx tx, Instant before, int most) {
        return tx.query(TAKE, row -> new OldRow(row.instant("at"), row.text("document")), before, most);
    }

    @Override
    public Future<Integer> putBack(Tx tx, String rows) {
        return tx.execute(PUT_BACK, rows);
    }

    @Override
    public Future<Void> optimise(Tx tx) {
        return tx.execute(OPTIMISE).mapEmpty();
    }

    @Override
    public int rowsPerArchive() {
        return perArchive;
    }
}
