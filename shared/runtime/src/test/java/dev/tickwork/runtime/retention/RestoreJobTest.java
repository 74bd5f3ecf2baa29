package dev.tickwork.runtime.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tickwork.domain.Fault;
import dev.tickwork.domain.World;
import dev.tickwork.jobs.JobOutcome;
import dev.tickwork.postgres.Database;
import dev.tickwork.testkit.PostgresFixture;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(PostgresFixture.class)
class RestoreJobTest {
    private static final int DAY = 24 * 60;
    private static final @Nullable String NOT_MOVED = null;

    @TempDir
    private Path folder;

    private Database database;
    private Attic attic;
    private Things things;
    private String before;

    @BeforeEach
    void archiveSome(Database connected) {
        database = connected;
        attic = new Attic(connected, folder);
        things = Things.in(connected, 10).with(DAY - 5, DAY + 10);
        before = things.fingerprint();
        attic.clean(things, 1);
    }

    @Test
    void an_archive_goes_back_as_it_was_and_only_once() {
        var first = (JobOutcome.Done) attic.restore(things, NOT_MOVED);
        var second = (JobOutcome.Done) attic.restore(things, NOT_MOVED);

        assertThat(first.rowsWritten()).isEqualTo(10);
        assertThat(second.rowsWritten()).isZero();
        assertThat(things.fingerprint()).isEqualTo(before);
    }

    @Test
    void a_file_may_be_somewhere_else_by_now() throws Exception {
        Path moved = Files.move(file(), folder.resolve("moved.gz"));

        attic.restore(things, moved.toString());

        assertThat(things.fingerprint()).isEqualTo(before);
    }

    @Test
    void a_file_that_is_not_as_it_was_written_is_refused() throws Exception {
        Files.write(file(), new byte[] {0}, StandardOpenOption.APPEND);

        assertThatThrownBy(() -> attic.restore(things, NOT_MOVED))
                .isInstanceOf(Fault.Permanent.class)
                .hasMessageContaining("its SHA-256 is another one");
        assertThat(things.left()).isEqualTo(6);
    }

    @Test
    void a_file_that_is_not_there_is_told_with_the_node_that_wrote_it() throws Exception {
        Files.delete(file());

        assertThatThrownBy(() -> attic.restore(things, NOT_MOVED))
                .isInstanceOf(Fault.Permanent.class)
                .hasMessageEndingWith("is not there; it was written by desk");
    }

    @Test
    void an_archive_of_the_other_world_is_refused() {
        var real = new Attic(database, folder, World.REAL);

        assertThatThrownBy(() -> real.restore(things, NOT_MOVED))
                .isInstanceOf(Fault.Permanent.class)
                .hasMessageEndingWith("belongs to the simulated world, and this one is real");
    }

    @Test
    void an_archive_goes_back_only_into_its_own_table() {
        assertThat(attic.restore(new RetainedLogs(365), NOT_MOVED))
                .isEqualTo(new JobOutcome.GiveUp(
                        "the archive " + attic.ids().get(0) + " holds rows of things and not of job_history"));
    }

    @Test
    void an_archive_that_never_was_is_not_found() {
        var unknown = new UUID(1, 2);

        assertThat(attic.restore(things, new RestoreArgs(unknown, null)))
                .isEqualTo(new JobOutcome.GiveUp("this database has no archive " + unknown));
    }

    private Path file() {
        return folder.resolve(attic.counted().get(0));
    }
}
