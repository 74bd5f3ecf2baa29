package dev.tickwork.runtime.retention;

import static dev.tickwork.testservers.Await.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tickwork.postgres.Database;
import dev.tickwork.testkit.PostgresFixture;
import dev.tickwork.testservers.Await;
import dev.tickwork.testservers.TestDatabase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A process that archives is killed with SIGKILL, again and again, at whatever it does. */
@ExtendWith(PostgresFixture.class)
class KilledArchivistIT {
    private static final int DAY = 24 * 60;
    private static final int THINGS = 100;

    private static final String SLOW = """
            CREATE FUNCTION take_time() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                PERFORM pg_sleep(0.15);
                RETURN NEW;
            END $$
            """;
    private static final String SLOW_DELETE = """
            CREATE TRIGGER slow_delete AFTER DELETE ON things EXECUTE FUNCTION take_time()
            """;
    private static final String SLOW_ROW = """
            CREATE TRIGGER slow_row BEFORE INSERT ON archives FOR EACH ROW EXECUTE FUNCTION take_time()
            """;
    private static final String SLOW_COMMIT = """
            CREATE CONSTRAINT TRIGGER slow_commit AFTER INSERT ON archives
            DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION take_time()
            """;
    private static final String QUICK = """
            DROP FUNCTION take_time CASCADE
            """;
    private static final String CONNECTED = """
            SELECT count(*) AS connections
              FROM pg_stat_activity
             WHERE application_name = $1
            """;
    private static final String NUMBERS = """
            SELECT number
              FROM things
            """;

    @TempDir
    private Path folder;

    @Test
    void every_row_is_in_the_table_or_in_one_archive_whenever_the_process_is_killed(Database db, TestDatabase server)
            throws Exception {
        Attic attic = new Attic(db, folder);
        Things things = Things.in(db, ArchivingMain.PER_ARCHIVE).with(DAY + 1, DAY + THINGS);
        slowDown(db);

        killWhen(server, () -> isConnected(db));
        assertNothingIsLostOrDoubled(db, attic);
        killWhen(server, () -> attic.onDisk().size() > attic.counted().size());
        assertNothingIsLostOrDoubled(db, attic);
        killWhen(server, () -> attic.counted().size() >= 2);
        assertNothingIsLostOrDoubled(db, attic);
        killWhen(server, () -> attic.counted().size() >= 5);
        assertNothingIsLostOrDoubled(db, attic);

        done(db.write(tx -> tx.execute(QUICK)));
        attic.clean(things, 1);
        assertThat(things.left()).isZero();
        assertNothingIsLostOrDoubled(db, attic);
        assertThat(attic.onDisk()).containsExactlyInAnyOrderElementsOf(attic.counted());
    }

    private void killWhen(TestDatabase server, BooleanSupplier moment) throws Exception {
        Process process = new ProcessBuilder(
                        System.getProperty("java.home") + "/bin/java",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ArchivingMain.class.getName(),
                        server.url(),
                        folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            Await.until("the moment to kill it", moment);
            assertThat(process.isAlive()).isTrue();
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private static void assertNothingIsLostOrDoubled(Database db, Attic attic) {
        Await.until("Postgres noticed", () -> !isConnected(db));
        List<Integer> numbers = new ArrayList<>(attic.numbers());
        numbers.addAll(done(db.read(tx -> tx.query(NUMBERS, row -> row.integer("number")))));
        assertThat(numbers)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.rangeClosed(DAY + 1, DAY + THINGS).boxed().toList());
    }

    private static boolean isConnected(Database db) {
        return done(db.read(tx -> tx.query(CONNECTED, row -> row.integer("connections"), ArchivingMain.NAME)))
                        .get(0)
                > 0;
    }

    private static void slowDown(Database db) {
        for (String trigger : List.of(SLOW, SLOW_DELETE, SLOW_ROW, SLOW_COMMIT)) {
            done(db.write(tx -> tx.execute(trigger)));
        }
    }
}
