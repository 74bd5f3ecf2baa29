package dev.tickwork.jobs;

import static dev.tickwork.jobs.Await.done;
import static dev.tickwork.jobs.Await.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tickwork.jobs.Ledger.LedgerRun;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RetentionTest {
    private static final String OLD_RUNS = """
            INSERT INTO job_runs (id, job, queue, state, attempt, run_at, finished_at, error)
            SELECT gen_random_uuid(), job, 'default', state, 1, ended, ended, job || ' ' || state
              FROM (VALUES ('price-fetch', 'SUCCESS', $1::timestamptz - interval '4 days'),
                           ('price-fetch', 'SUCCESS', $1 - interval '2 days'),
                           ('price-fetch', 'FAILURE', $1 - interval '4 days'),
                           ('price-fetch', 'FAILURE', $1 - interval '366 days'),
                           ('elsewhere', 'SUCCESS', $1 - interval '400 days')) AS old (job, state, ended)
             CROSS JOIN generate_series(1, 6000)
            """;

    @RegisterExtension
    final Scene scene = new Scene();

    @Test
    void old_runs_are_deleted_by_how_they_ended_and_how_often_their_job_runs() {
        done(scene.database().write(tx -> tx.execute(OLD_RUNS, Scene.NOON)));
        TestNode node = scene.node("a");
        done(node.engine().start(ScriptedJob.every(Duration.ofSeconds(5), ScriptedJob::done)));
        until("it ended", () -> scene.ledger().count() == 30_001);

        scene.time().advance(Duration.ofHours(1));
        until("they are gone", () -> scene.ledger().count() <= 18_002);

        assertThat(scene.ledger().runs().stream().filter(run -> run.node() == null))
                .extracting(LedgerRun::error)
                .containsOnly("price-fetch SUCCESS", "price-fetch FAILURE", "elsewhere SUCCESS")
                .hasSize(18_000);
    }
}
