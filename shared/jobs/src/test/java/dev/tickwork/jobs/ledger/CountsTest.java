package dev.tickwork.jobs.ledger;

import static dev.tickwork.jobs.ledger.Tables.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class CountsTest {
    @RegisterExtension
    final Tables tables = new Tables();

    private final RunCountStore store = new RunCountStore();

    @Test
    void each_run_that_is_not_over_counts_as_one_thing() {
        tables.run("price-fetch", "STARTED", NOON);
        tables.run("price-fetch", "PENDING", NOON.plusSeconds(1));
        var later = tables.run("price-fetch", "PENDING", NOON.plusSeconds(2));
        var held = tables.run("news-fetch", "PENDING", NOON.plusSeconds(3));
        var retry = tables.run("news-fetch", "RETRY", NOON.plusSeconds(4));
        String moved = "UPDATE job_queue SET run_at = $1, held_reason = $2, is_ready = false WHERE id = $3";
        tables.change(moved, NOON.plusSeconds(100), null, later);
        tables.change(moved, NOON.plusSeconds(100), "the switch is off", held);
        tables.change(moved, NOON.plusSeconds(100), "no answer", retry);

        Unfinished counts = tables.read(tx -> store.unfinished(tx, NOON.plusSeconds(10)));

        assertThat(counts.byJob())
                .isEqualTo(Map.of(
                        "price-fetch", new WaitingCounts(1, 1, 1, 0, 0),
                        "news-fetch", new WaitingCounts(0, 0, 0, 1, 1)));
        assertThat(counts.byQueue()).isEqualTo(Map.of("default", new WaitingCounts(1, 1, 1, 1, 1)));
        assertThat(counts.pending()).isEqualTo(3);
        assertThat(counts.started()).isEqualTo(1);
        assertThat(counts.retry()).isEqualTo(1);
    }

    @Test
    void what_ended_before_is_not_counted() {
        tables.run("price-fetch", "FAILURE", NOON);
        tables.run("price-fetch", "SUCCESS", NOON.plusSeconds(100));
        tables.run("price-fetch", "REVOKED", NOON.plusSeconds(101));

        var lately = tables.read(tx -> store.lately(tx, NOON.plusSeconds(3650)));

        assertThat(lately.hour()).isEqualTo(new EndedCounts(1, 0, 1, true));
        assertThat(lately.day()).isEqualTo(new EndedCounts(1, 1, 1, true));
    }

    @Test
    void a_node_works_as_long_as_it_gives_signs() {
        tables.change("""
                INSERT INTO jobs (name, alias, aliases, queue, verticle, lost_attempts, definition)
                VALUES ('price-fetch', 'PriceFetcherJob', '{}', 'high_priority', 'price-fetcher', 3, '{}')
                """);
        var active = new ActiveTaskStore();

        long now = tables.read(tx -> active.workers(tx, NOON));
        long later = tables.read(tx -> active.workers(tx, NOON.plusSeconds(1)));

        assertThat(now).isEqualTo(1);
        assertThat(later).isZero();
    }

    @Test
    void tasks_are_listed_by_what_they_do() {
        tables.run("price-fetch", "STARTED", NOON);
        tables.run("price-fetch", "PENDING", NOON.plusSeconds(1));
        tables.run("price-fetch", "PENDING", NOON.plusSeconds(100));
        var active = new ActiveTaskStore();

        List<ActiveTask> tasks = tables.read(tx -> active.oldest(tx, NOON.plusSeconds(10)));

        assertThat(tasks)
                .extracting(ActiveTask::kind, ActiveTask::place, ActiveTask::eta)
                .containsExactlyInAnyOrder(
                        tuple(ActiveTask.Kind.ACTIVE, "tickwork-1", null),
                        tuple(ActiveTask.Kind.RESERVED, "default", null),
                        tuple(ActiveTask.Kind.SCHEDULED, "default", NOON.plusSeconds(100)));
    }
}
