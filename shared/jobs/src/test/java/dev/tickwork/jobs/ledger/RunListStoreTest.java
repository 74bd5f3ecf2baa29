package dev.tickwork.jobs.ledger;

import static dev.tickwork.jobs.ledger.Tables.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tickwork.jobs.RunState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RunListStoreTest {
    private static final RunFilter ANY = new RunFilter(Set.of(), null, null, null, null, null, null, null);
    private static final String MANY = """
            INSERT INTO job_history (id, job, queue, priority, state, attempt, node, enqueued_at, run_at, finished_at,
                                     rows_written, items_done, items_failed, had_result, error_class, error, trigger)
            SELECT (lpad(to_hex((extract(epoch FROM at) * 1000)::bigint), 12, '0') || '70008000000000000000')::uuid,
                   CASE WHEN n % 7 = 0 THEN 'price-fetch' ELSE 'news-fetch' END, 'default', 0,
                   CASE WHEN n % 200 = 1 THEN 'FAILURE' WHEN n % 500 = 3 THEN 'REVOKED' ELSE 'SUCCESS' END, 1, 'n-1', at,
                   at, at, 0, 0, 0, false, NULL, CASE n WHEN 1 THEN 'the needle' END, 'api'
              FROM (SELECT n, $1::timestamptz + n * interval '1 second' AS at FROM generate_series(1, 25000) n) moments
            """;
    private static final String HAND_BACK = """
            UPDATE job_queue
               SET state = 'PENDING', node = NULL, started_at = NULL
             WHERE id = $1
            """;

    @RegisterExtension
    final Tables tables = new Tables();

    private final RunListStore store = new RunListStore();

    @Test
    void what_waits_and_what_is_over_stand_in_one_list_the_newest_first() {
        UUID over = tables.run("price-fetch", "SUCCESS", NOON);
        UUID waiting = tables.run("price-fetch", "PENDING", NOON.plusSeconds(1));
        UUID failed = tables.run("price-fetch", "FAILURE", NOON.plusSeconds(2));

        RunPage page = page(ANY, null, 10);

        assertThat(page.items()).extracting(RunSummary::id).containsExactly(failed, waiting, over);
        assertThat(page.items()).extracting(RunSummary::state).containsExactly("failure", "pending", "success");
        assertThat(page.items().get(0).node()).isEqualTo("tickwork-1");
        assertThat(page.items().get(0).durationMs()).isEqualTo(2000);
        assertThat(page.nextCursor()).isNull();
    }

    @Test
    void every_run_is_on_one_page() {
        List<UUID> runs = Stream.iterate(NOON, at -> at.plusSeconds(1))
                .limit(7)
                .map(at -> tables.run("price-fetch", "SUCCESS", at))
                .toList();

        List<UUID> found = all(ANY, 3);

        assertThat(found).hasSize(7).containsExactlyInAnyOrderElementsOf(runs);
    }

    @Test
    void a_page_that_holds_all_that_is_left_is_the_last() {
        tables.run("price-fetch", "SUCCESS", NOON);
        tables.run("price-fetch", "SUCCESS", NOON.plusSeconds(1));

        assertThat(page(ANY, null, 2).nextCursor()).isNull();
    }

    @Test
    void a_run_that_went_on_since_it_was_found_is_not_shown_among_those_that_did_not() {
        UUID running = tables.run("price-fetch", "STARTED", NOON);
        var started = new RunFilter(Set.of(RunState.STARTED), null, null, null, null, null, null, null);

        RunPage page = tables.readDuring(HAND_BACK, running, tx -> store.page(tx, started, null, 10));

        assertThat(page.items()).isEmpty();
        assertThat(page(ANY, null, 10).items()).extracting(RunSummary::state).containsExactly("pending");
    }

    @Test
    void only_what_is_asked_for_is_shown() {
        UUID parent = tables.run("refresh", "SUCCESS", NOON);
        UUID child = tables.run("price-fetch", "FAILURE", NOON.plusSeconds(1));
        UUID running = tables.run("news-fetch", "STARTED", NOON.plusSeconds(2));
        tables.change("UPDATE job_history SET parent = $1, queue = 'low_priority' WHERE id = $2", parent, child);

        assertThat(found(new RunFilter(Set.of(RunState.SUCCESS), null, null, null, null, null, null, null)))
                .containsExactly(parent);
        assertThat(found(states(RunState.FAILURE, RunState.STARTED))).containsExactly(running, child);
        assertThat(found(new RunFilter(Set.of(), "price-fetch", null, null, null, null, null, null)))
                .containsExactly(child);
        assertThat(found(new RunFilter(Set.of(), null, "tickwork-1", null, null, null, null, null)))
                .containsExactly(running, child, parent);
        assertThat(found(new RunFilter(Set.of(), null, "elsewhere", null, null, null, null, null)))
                .isEmpty();
        assertThat(found(new RunFilter(Set.of(), null, null, "low_priority", null, null, null, null)))
                .containsExactly(child);
        assertThat(found(RunFilter.childrenOf(parent))).containsExactly(child);
        assertThat(found(new RunFilter(Set.of(), null, null, null, null, NOON.plusSeconds(1), null, null)))
                .containsExactly(running, child);
        assertThat(found(new RunFilter(Set.of(), null, null, null, null, null, NOON.plusSeconds(1), null)))
                .containsExactly(parent);
        assertThat(found(new RunFilter(Set.of(), null, null, null, null, null, null, "NO ANSWER")))
                .containsExactly(child);
    }

    @Test
    void moments_of_other_ages_are_before_or_behind_every_run() {
        UUID run = tables.run("price-fetch", "SUCCESS", NOON);

        assertThat(found(new RunFilter(Set.of(), null, null, null, null, Instant.MIN, Instant.MAX, null)))
                .containsExactly(run);
    }

    @Test
    void a_rare_match_is_found_behind_pages_that_show_nothing() {
        tables.change(MANY, NOON);

        RunPage first = page(search("needle"), null, 10);
        List<UUID> found = all(search("needle"), 10);

        assertThat(first.items()).isEmpty();
        assertThat(first.nextCursor()).isNotNull();
        assertThat(found).hasSize(1);
    }

    @Test
    void no_list_sorts_the_history_or_reads_it_whole() {
        tables.change(MANY, NOON);
        tables.change("ANALYZE");
        List<RunFilter> filters = List.of(
                ANY,
                states(RunState.SUCCESS),
                states(RunState.FAILURE),
                states(RunState.FAILURE, RunState.RETRY, RunState.PENDING),
                states(RunState.STARTED),
                search("needle"),
                new RunFilter(Set.of(), "news-fetch", null, null, null, NOON, null, null),
                new RunFilter(Set.of(RunState.FAILURE), "news-fetch", "tickwork-1", "default", null, null, NOON, null));

        assertThat(filters).allSatisfy(filter -> assertThat(plan(filter))
                .doesNotContain("Seq Scan on job_history")
                .doesNotContainPattern("Sort  \\(cost=\\S+ rows=\\d{3}"));
    }

    private String plan(RunFilter filter) {
        List<String> lines = tables.read(tx -> tx.query(
                "EXPLAIN " + RunListStore.way(filter),
                row -> row.text("QUERY PLAN"),
                RunListStore.args(filter, null, 100)));
        return String.join("\n", lines);
    }

    private List<UUID> found(RunFilter filter) {
        return page(filter, null, 100).items().stream().map(RunSummary::id).toList();
    }

    private List<UUID> all(RunFilter filter, int limit) {
        List<UUID> found = new ArrayList<>();
        RunPage page = page(filter, null, limit);
        page.items().forEach(run -> found.add(run.id()));
        while (page.nextCursor() != null) {
            page = page(filter, page.nextCursor(), limit);
            page.items().forEach(run -> found.add(run.id()));
        }
        return found;
    }

    private RunPage page(RunFilter filter, @Nullable UUID cursor, int limit) {
        return tables.read(tx -> store.page(tx, filter, cursor, limit));
    }

    private static RunFilter states(RunState... states) {
        return new RunFilter(Set.of(states), null, null, null, null, null, null, null);
    }

    private static RunFilter search(String text) {
        return new RunFilter(Set.of(), null, null, null, null, null, null, text);
    }
}
