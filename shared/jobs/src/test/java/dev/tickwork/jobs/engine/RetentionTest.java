package dev.tickwork.jobs.engine;

import static dev.tickwork.testservers.Await.done;
import static dev.tickwork.testservers.Await.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tickwork.jobs.RunsKept;
import java.time.Duration;
import java.util.List;
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

    private static final String LEFT = """
            SELECT count(*) || ' of ' || error AS said
              FROM job_history
             WHERE finished_at < $1
             GROUP BY error
             ORDER BY error
            """;

    private static final String OLD_NODES = """
            INSERT INTO worker_nodes (id, name, host, pid, version, verticles, jobs, clock_offset_ms, started_at, seen_at)
            SELECT name, name, 'desk', 1, '0.1.0', '{}', '{}', 0, seen, seen
              FROM (VALUES ('named', $1::timestamptz - interval '365 days'),
                           ('forgotten', $1::timestamptz - interval '367 days')) AS old (name, seen)
            """;
    private static final String NODES = """
            SELECT name
              FROM worker_nodes
             ORDER BY name
            """;

    @RegisterExtension
    final Scene scene = new Scene();

    @Test
    void old_runs_are_deleted_by_how_they_ended_and_how_often_their_job_runs() {
        done(scene.database().write(tx -> tx.execute(OLD_RUNS, Scene.NOON)));
        TestNode node = scene.node("a");
        done(node.engine().start(ScriptedJob.every(Duration.ofSeconds(5), ScriptedJob::done)));

        scene.time().advance(Duration.ofHours(1));

        var kept = List.of("6000 of elsewhere SUCCESS", "6000 of price-fetch FAILURE", "6000 of price-fetch SUCCESS");
        until("the others are gone", () -> left().equals(kept));
    }

    @Test
    void nodes_are_known_by_name_as_long_as_a_run_may_name_them() {
        done(scene.database().write(tx -> tx.execute(OLD_NODES, Scene.NOON)));
        TestNode node = scene.node("a");
        done(node.engine().start(ScriptedJob.every(Duration.ofSeconds(5), ScriptedJob::done)));
        until("it is there", () -> nodes().contains("a"));

        scene.time().advance(Duration.ofHours(1));
        until("the old one is gone", () -> !nodes().contains("forgotten"));

        assertThat(nodes()).containsExactly("a", "named");
    }

    @Test
    void how_long_they_are_kept_is_a_setting() {
        done(scene.database().write(tx -> tx.execute(OLD_RUNS, Scene.NOON)));
        var kept = new RunsKept(Duration.ofDays(1), Duration.ofDays(1), Duration.ofDays(2));
        TestNode node = scene.nodeAt("a", scene.url(), Scene.PATIENT.keeping(kept));
        done(node.engine().start(ScriptedJob.every(Duration.ofSeconds(5), ScriptedJob::done)));

        scene.time().advance(Duration.ofHours(1));

        until("the others are gone", () -> left().equals(List.of("6000 of elsewhere SUCCESS")));
    }

    /** How many of the old runs are still there, by what they end with. */
    private List<String> left() {
        return scene.ledger().said(LEFT, Scene.NOON);
    }

    private List<String> nodes() {
        return done(scene.database().read(tx -> tx.query(NODES, row -> row.text("name"))));
    }
}
