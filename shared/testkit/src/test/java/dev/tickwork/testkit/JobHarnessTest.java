package dev.tickwork.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tickwork.domain.Fault;
import dev.tickwork.jobs.Job;
import dev.tickwork.jobs.JobDefinition;
import dev.tickwork.jobs.JobOutcome;
import dev.tickwork.jobs.JobQueue;
import dev.tickwork.jobs.RunContext;
import dev.tickwork.jobs.Schedule;
import dev.tickwork.jobs.TimeLimits;
import dev.tickwork.jobs.Written;
import dev.tickwork.postgres.Database;
import dev.tickwork.testservers.Await;
import dev.tickwork.testservers.FakeTime;
import io.vertx.core.Future;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresFixture.class)
class JobHarnessTest {
    private static final String MAKE = """
            CREATE TABLE notes (
                note text NOT NULL
            )
            """;
    private static final String INSERT = """
            INSERT INTO notes (note)
            VALUES ($1)
            """;
    private static final String COUNT = """
            SELECT count(*) AS notes
              FROM notes
            """;

    private final FakeTime time = FakeTime.at("2026-03-02T12:00:00Z");

    @BeforeEach
    void makeTable(Database database) {
        Await.done(database.write(tx -> tx.execute(MAKE)));
    }

    @Test
    void what_a_job_writes_is_committed(Database database) {
        JobOutcome outcome = JobHarness.over(database, time).run(new NotingJob());

        assertThat(outcome).isEqualTo(JobOutcome.Done.all(1, 1));
        assertThat(notes(database)).isEqualTo(1);
    }

    @Test
    void without_a_database_writes_wait(Database database) {
        var harness = JobHarness.withoutDatabase(time);
        JobOutcome outcome = harness.run(new NotingJob());
        int before = notes(database);

        int rows = harness.writeDeferred(database);

        assertThat(outcome).isEqualTo(JobOutcome.Done.all(0, 1));
        assertThat(before).isZero();
        assertThat(rows).isEqualTo(1);
        assertThat(notes(database)).isEqualTo(1);
        assertThat(harness.writeDeferred(database)).isZero();
    }

    @Test
    void a_cancelled_run_writes_nothing(Database database) {
        var harness = JobHarness.over(database, time);

        harness.cancel(new Fault.Lost("another node has it"));

        assertThatThrownBy(() -> harness.run(new NotingJob())).isInstanceOf(Fault.Lost.class);
        assertThat(notes(database)).isZero();
    }

    private static int notes(Database database) {
        return Await.done(database.read(tx -> tx.query(COUNT, row -> row.integer("notes"))))
                .get(0);
    }

    private static final class NotingJob implements Job {
        @Override
        public JobDefinition definition() {
            var limits = new TimeLimits(Duration.ofSeconds(1), Duration.ofSeconds(2));
            return JobDefinition.of("noting", JobQueue.DEFAULT, limits)
                    .scheduled(Schedule.every(Duration.ofMinutes(1)));
        }

        @Override
        public Future<JobOutcome> run(RunContext run) {
            return run.write(tx -> tx.execute(INSERT, run.firedAt().toString()))
                    .map(Written::rows)
                    .map(rows -> JobOutcome.Done.all(rows, 1));
        }
    }
}
