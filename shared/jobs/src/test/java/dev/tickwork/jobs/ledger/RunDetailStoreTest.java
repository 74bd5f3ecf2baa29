package dev.tickwork.jobs.ledger;

import static dev.tickwork.jobs.ledger.Tables.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tickwork.jobs.ledger.RunDetail.Attempt;
import dev.tickwork.jobs.ledger.RunDetail.Item;
import dev.tickwork.jobs.ledger.RunDetail.LogLine;
import dev.tickwork.jobs.ledger.RunLogStore.Place;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RunDetailStoreTest {
    @RegisterExtension
    final Tables tables = new Tables();

    private final RunLogStore log = new RunLogStore();
    private final RunDetailStore store = new RunDetailStore(new RunListStore(), log);

    @Test
    void an_unknown_run_is_nowhere() {
        assertThat(find(UUID.randomUUID())).isEmpty();
    }

    @Test
    void a_run_that_goes_on_shows_how_far_it_is_and_when_it_will_be_done() {
        UUID run = tables.run("price-fetch", "STARTED", NOON);
        tables.change("UPDATE job_queue SET args = '{\"mode\": \"full\"}', cancel_at = $1, cancel_by = 'anna'", NOON);
        tables.change("""
                INSERT INTO job_progress (run_id, attempt, done, total, message, items, since, updated_at)
                VALUES ($1, 1, 10, 40, 'asking', '[{"name": "AAPL"}, {"name": "XX", "failure": "unknown"}]', $2, $3)
                """, run, NOON, NOON.plusSeconds(10));

        RunDetail detail = find(run).orElseThrow();

        assertThat(detail.core().summary().progress())
                .isEqualTo(new Progress(10, 40L, "asking", NOON.plusSeconds(40), NOON, NOON.plusSeconds(10)));
        assertThat(detail.items()).containsExactly(new Item("AAPL", true, null), new Item("XX", false, "unknown"));
        assertThat(detail.core().payload().arguments()).contains("full");
        assertThat(detail.core().summary().cancelRequested()).isTrue();
        assertThat(detail.core().cancel()).isEqualTo(new RunCore.Cancel(NOON, "anna", null));
    }

    @Test
    void a_result_that_is_no_longer_kept_is_said_to_have_been_there() {
        UUID kept = tables.run("price-fetch", "SUCCESS", NOON);
        UUID expired = tables.run("price-fetch", "SUCCESS", NOON.plusSeconds(1));
        UUID none = tables.run("price-fetch", "SUCCESS", NOON.plusSeconds(2));
        tables.change("UPDATE job_history SET result = '{\"rows\": 1}', had_result = true WHERE id = $1", kept);
        tables.change("UPDATE job_history SET had_result = true WHERE id = $1", expired);

        assertThat(find(kept).orElseThrow().core().payload())
                .isEqualTo(new RunCore.Payload(null, "{\"rows\": 1}", false));
        assertThat(find(expired).orElseThrow().core().payload().resultExpired()).isTrue();
        assertThat(find(none).orElseThrow().core().payload().resultExpired()).isFalse();
    }

    @Test
    void attempts_that_failed_are_kept_with_their_errors() {
        UUID run = tables.run("price-fetch", "SUCCESS", NOON);
        tables.change(
                "INSERT INTO job_attempts VALUES ($1, 1, 'n-1', $2, $3, 'transient', 'no answer')",
                run,
                NOON,
                NOON.plusSeconds(1));

        assertThat(find(run).orElseThrow().attempts())
                .containsExactly(new Attempt(1, "tickwork-1", NOON, NOON.plusSeconds(1), "transient", "no answer"));
    }

    @Test
    void so_is_the_last_one_of_a_run_that_failed() {
        UUID run = tables.run("price-fetch", "FAILURE", NOON);
        tables.change(
                "UPDATE job_history SET attempt = 2, node = 'n-1', started_at = $2, error_class = 'permanent', error = 'gone'"
                        + " WHERE id = $1",
                run,
                NOON.plusSeconds(2));
        tables.change(
                "INSERT INTO job_attempts VALUES ($1, 1, 'n-1', $2, $3, 'transient', 'no answer')",
                run,
                NOON,
                NOON.plusSeconds(1));

        List<Attempt> attempts = find(run).orElseThrow().attempts();
        tables.change(
                "INSERT INTO job_attempts SELECT id, attempt, node, started_at, finished_at, 'lost', 'worker lost'"
                        + " FROM job_history");

        assertThat(attempts).extracting(Attempt::attempt).containsExactly(1, 2);
        assertThat(attempts.get(1).error()).isEqualTo("gone");
        assertThat(attempts.get(1).node()).isEqualTo("tickwork-1");
        assertThat(find(run).orElseThrow().attempts())
                .extracting(Attempt::error)
                .containsExactly("no answer", "worker lost");
    }

    @Test
    void the_log_ends_with_its_last_lines_and_is_read_on_from_any_place() {
        UUID run = tables.run("price-fetch", "SUCCESS", NOON);
        tables.change(
                "INSERT INTO job_log (run_id, claim, line, at, level, message)"
                        + " SELECT $1, c, n, $2, 'INFO', 'line ' || n FROM generate_series(1, 2) c,"
                        + " generate_series(1, 150) n",
                run,
                NOON);

        List<LogLine> lines = tables.read(tx -> log.behind(tx, run, new Place(1, 149), 2));
        RunDetail.LogTail tail = find(run).orElseThrow().log();

        assertThat(tail.isWhole()).isFalse();
        assertThat(tail.lines()).hasSize(200);
        assertThat(tail.lines().get(199)).isEqualTo(new LogLine(2, 150, NOON, "info", "line 150"));
        assertThat(lines)
                .containsExactly(
                        new LogLine(1, 150, NOON, "info", "line 150"), new LogLine(2, 1, NOON, "info", "line 1"));
    }

    @Test
    void relatives_are_children_repetitions_and_neighbours_in_a_chain() {
        UUID run = tables.run("refresh", "SUCCESS", NOON);
        UUID child = at(1, "price-fetch", "FAILURE");
        UUID next = at(2, "compute-index", "PENDING");
        UUID again = at(3, "refresh", "SUCCESS");
        UUID gone = UUID.randomUUID();
        tables.change("UPDATE job_history SET parent = $1 WHERE id = $2", run, child);
        tables.change("UPDATE job_history SET rerun_of = $1 WHERE id = $2", run, again);
        tables.change("UPDATE job_queue SET after_run = $1, after_failure = true WHERE id = $2", run, next);
        tables.change("UPDATE job_history SET after_run = $1 WHERE id = $2", gone, run);

        RunDetail.Relatives relatives = find(run).orElseThrow().relatives();

        assertThat(relatives.childStates()).isEqualTo(Map.of("failure", 1L));
        assertThat(relatives.children().items()).extracting(RunSummary::id).containsExactly(child);
        assertThat(relatives.reruns()).containsExactly(new RunLink(again, "refresh", "success"));
        assertThat(relatives.after()).containsExactly(new RunLink(next, "compute-index", "pending"));
        assertThat(relatives.before()).isEqualTo(new RunLink(gone, null, null));
        assertThat(find(next).orElseThrow().core().goesOnAfterFailure()).isTrue();
    }

    private UUID at(int seconds, String job, String state) {
        return tables.run(job, state, NOON.plus(Duration.ofSeconds(seconds)));
    }

    private Optional<RunDetail> find(UUID run) {
        return tables.read(tx -> store.detail(tx, run));
    }
}
