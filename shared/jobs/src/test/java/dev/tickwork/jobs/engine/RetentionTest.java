package dev.tickwork.jobs.engine;

import static dev.tickwork.testservers.Await.done;
import static dev.tickwork.testservers.Await.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tickwork.jobs.engine.Ledger.LedgerRun;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RetentionTest {
    private static final String OLD_RUNS = """
            INSERT INTO job_history (id, job, queue, priority, state, attempt, enqueued_at, run_at, finished_at,
                                     rows_written, items_done, items_failed, had_result, trigger, error)
            SELECT overlay(gen_random_uuid()::text
                           PLACING regexp_replace(lpad(to_hex((extract(epoch FROM ended) * 1000)::bigint), 12, '0'),
                                                  '(.{8})(.{4})', '\\1-\\2') FROM 1)::uuid,
                   job, 'default', 0, state, 1, ended, ended, ended, 0, 0, 0, false, 'schedule', job || ' ' || state
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
