package dev.tickwork.runtime.retention;

import static dev.tickwork.testservers.Await.done;
import static dev.tickwork.testservers.Await.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.tickwork.domain.Fault;
import dev.tickwork.messages.Wire;
import dev.tickwork.postgres.Database;
import dev.tickwork.testkit.PostgresFixture;
import io.vertx.core.Future;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(PostgresFixture.class)
class RetentionJobTest {
    private static final int DAY = 24 * 60;
    private static final Instant A_DAY_AGO = Things.NOON.minus(Duration.ofDays(1));

    private static final String BREAK = """
            CREATE FUNCTION break_off() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                PERFORM pg_terminate_backend(pg_backend_pid());
                PERFORM pg_sleep(10);
                RETURN NULL;
            END $$
            """;
    private static final String BREAK_BEFORE_FILE = """
            CREATE TRIGGER crash AFTER DELETE ON things EXECUTE FUNCTION break_off()
            """;
    private static final String BREAK_AFTER_FILE = """
            CREATE TRIGGER crash BEFORE INSERT ON archives EXECUTE FUNCTION break_off()
            """;
    private static final String BREAK_AT_COMMIT = """
            CREATE CONSTRAINT TRIGGER crash AFTER INSERT ON archives
            DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION break_off()
            """;
    private static final String MEND = """
            DROP FUNCTION break_off CASCADE
            """;
    private static final String REMEMBER = """
            INSERT INTO job_history (id, job, queue, priority, state, attempt, enqueued_at, run_at, finished_at,
                                     rows_written, items_done, items_failed, had_result, trigger)
            VALUES ($1, 'thing-retention', 'low_priority', 0, 'FAILURE', 1, $2, $2, $2, 0, 0, 0, false, 'api')
            """;

    @TempDir
    private Path folder;

    private Database database;
    private Attic attic;

    @BeforeEach
    void open(Database connected) {
        database = connected;
        attic = new Attic(connected, folder);
    }

    @Test
    void what_is_old_goes_into_files_the_oldest_first_and_out_of_the_table() {
        Things things = Things.in(database, 10).with(1, DAY + 25);

        var cleaned = attic.clean(things, 1);

        assertThat(things.left()).isEqualTo(DAY);
        assertThat(attic.numbers())
                .containsExactlyElementsOf(IntStream.iterate(DAY + 25, n -> n > DAY, n -> n - 1)
                        .boxed()
                        .toList());
        assertThat(attic.onDisk()).containsExactlyInAnyOrderElementsOf(attic.counted());
        assertThat(cleaned).isEqualTo(new Cleaned("things", A_DAY_AGO, 25, 3, cleaned.bytes(), false, true));
    }

    @Test
    void an_archive_says_what_it_is_and_holds_a_row_a_line() {
        attic.clean(Things.in(database, 10).with(DAY + 1, DAY + 2), 1);

        var lines = Attic.lines(folder.resolve(attic.counted().get(0)));

        var archive = Wire.decode(lines.get(0), Archive.class);
        assertThat(archive)
                .isEqualTo(new Archive(
                        Archive.FORMAT,
                        "simulated",
                        "things",
                        attic.ids().get(0),
                        new UUID(0, 1),
                        Things.NOON,
                        2,
                        A_DAY_AGO.minusSeconds(120),
                        A_DAY_AGO.minusSeconds(60)));
        assertThat(attic.counted().get(0))
                .isEqualTo("simulated/things/20260301T115800Z-" + archive.id() + "." + archive.runId() + ".ndjson.gz");
        assertThat(lines).hasSize(3);
        assertThat(lines.get(1)).contains("\"price\": 1442.10");
    }

    @Test
    void a_dry_run_counts_what_the_same_run_takes_and_touches_nothing() {
        Things things = Things.in(database, 10).with(1, DAY + 25);

        var counted = attic.count(things, 1);

        assertThat(counted).isEqualTo(new Cleaned("things", A_DAY_AGO, 25, 0, 0, true, false));
        assertThat(things.left()).isEqualTo(DAY + 25);
        assertThat(attic.onDisk()).isEmpty();
        var taken = attic.clean(things, 1);
        assertThat(taken.rows()).isEqualTo(counted.rows());
        assertThat(taken.before()).isEqualTo(counted.before());
    }

    @Test
    void counts_and_takes_as_of_the_moment_that_was_asked_for() {
        var table = new AsOf(Things.in(database, 10).with(1, DAY + 25), Things.NOON);
        attic.time().advance(Duration.ofDays(1));

        assertThat(attic.count(table, 1).rows()).isEqualTo(25);
        assertThat(attic.clean(table, 1).rows()).isEqualTo(25);
    }

    @Test
    void how_far_the_tidying_up_is_can_be_seen() {
        Things things = Things.in(database, 2000).with(1, DAY + 2000);

        Future<Cleaned> cleaned = attic.startCleaning(new SlowlyOptimised(things), 1);
        until("it is seen", () -> {
            attic.time().advance(Duration.ofSeconds(2));
            return attic.harness().lines().stream()
                    .anyMatch(line -> line.matches("\\d+ of \\d+: things: .*, in blocks"));
        });

        assertThat(done(cleaned).optimised()).isTrue();
    }

    @Test
    void where_nothing_is_old_nothing_is_written() {
        Things things = Things.in(database, 10);

        var cleaned = attic.clean(things, 1);

        assertThat(cleaned).isEqualTo(new Cleaned("things", A_DAY_AGO, 0, 0, 0, false, false));
        assertThat(attic.onDisk()).isEmpty();
    }

    @Test
    void what_a_room_keeps_at_least_stays_whatever_is_asked() {
        var floor = new RetentionPolicy("thing", "prices", "things", 2, true);
        Things things = new Things(database, floor, 10).with(1, 3 * DAY);

        attic.clean(things, 1);

        assertThat(things.left()).isEqualTo(2 * DAY);
    }

    @Test
    void only_whole_days_that_make_sense_can_be_asked_for() {
        assertThatThrownBy(() -> new RetentionArgs(null, 0, null))
                .hasMessage("olderThanDays must be 1 to 36500 but is 0");
        assertThatThrownBy(() -> new CleanupArgs(-1, null, null))
                .hasMessage("olderThanDays must be 1 to 36500 but is -1");
        assertThatThrownBy(() -> new CleanupArgs(null, List.of("cats"), null)).hasMessageContaining("but are [cats]");
    }

    @ParameterizedTest
    @ValueSource(strings = {BREAK_BEFORE_FILE, BREAK_AFTER_FILE, BREAK_AT_COMMIT})
    void an_end_halfway_loses_nothing_doubles_nothing_and_leaves_nothing(String where) {
        Things things = Things.in(database, 10).with(DAY + 1, DAY + 25);
        String before = things.fingerprint();
        change(BREAK);
        change(where);

        assertThatThrownBy(() -> attic.clean(things, 1));

        assertThat(things.fingerprint()).isEqualTo(before);
        assertThat(attic.counted()).isEmpty();
        change(MEND);
        change(REMEMBER, new UUID(0, 1), Things.NOON);
        attic.clean(things, 1);
        assertThat(things.left()).isZero();
        assertThat(attic.numbers()).hasSize(25).doesNotHaveDuplicates();
        assertThat(attic.onDisk()).containsExactlyInAnyOrderElementsOf(attic.counted());
    }

    @Test
    void half_a_file_is_swept_when_its_run_is_over() throws Exception {
        UUID over = new UUID(7, 7);
        Path half = plant(over, ".part");
        Path whole = plant(over, "");
        change(REMEMBER, over, Things.NOON);

        attic.clean(Things.in(database, 10), 1);

        assertThat(half).doesNotExist();
        assertThat(whole).doesNotExist();
    }

    @Test
    void files_that_count_or_may_count_or_belong_to_somebody_else_stay() throws Exception {
        attic.clean(Things.in(database, 10).with(DAY + 1, DAY + 1), 1);
        change(REMEMBER, new UUID(0, 1), Things.NOON);
        UUID running = new UUID(8, 8);
        change("""
                INSERT INTO job_queue (id, job, queue, state, node, enqueued_at, run_at, started_at, is_ready, trigger)
                VALUES ($1, 'thing-retention', 'low_priority', 'STARTED', 'n', $2, $2, $2, false, 'api')
                """, running, Things.NOON);
        plant(running, "");
        plant(new UUID(9, 9), "");

        attic.clean(Things.in(database, 10), 1);

        assertThat(attic.onDisk()).hasSize(3).containsAll(attic.counted());
    }

    @Test
    void a_full_disk_is_worth_another_try_and_costs_no_row() throws Exception {
        Things things = Things.in(database, 10).with(DAY + 1, DAY + 5);
        Files.writeString(folder.resolve("simulated"), "not a folder");

        assertThatThrownBy(() -> attic.clean(things, 1))
                .isInstanceOf(Fault.Transient.class)
                .hasMessageContaining("could not be written");

        assertThat(things.left()).isEqualTo(5);
    }

    @Test
    void it_stops_between_files_when_nobody_wants_it_any_more() {
        Things things = Things.in(database, 10).with(DAY + 1, DAY + 25);
        var once = new StoppedAfter(things, () -> attic.harness().cancel(new Fault.Cancelled("enough")));

        assertThatThrownBy(() -> attic.clean(once, 1)).isInstanceOf(Fault.Cancelled.class);

        assertThat(attic.numbers()).hasSize(10);
        assertThat(things.left()).isEqualTo(15);
    }

    @Test
    void a_hundred_thousand_rows_go_five_thousand_at_a_time() {
        Things things = Things.in(database, 5_000).with(DAY + 1, DAY + 100_000);

        var cleaned = attic.clean(things, 1);

        assertThat(cleaned.rows()).isEqualTo(100_000);
        assertThat(cleaned.archives()).isEqualTo(20);
        assertThat(things.left()).isZero();
    }

    @CanIgnoreReturnValue
    private Path plant(UUID run, String end) throws Exception {
        Path things = Files.createDirectories(folder.resolve("simulated/things"));
        String name = "20260101T000000Z-" + UUID.randomUUID() + "." + run + ".ndjson.gz" + end;
        return Files.writeString(things.resolve(name), "half");
    }

    private void change(String sql, Object... args) {
        done(database.write(tx -> tx.execute(sql, args)));
    }
}
