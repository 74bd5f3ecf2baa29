package dev.tickwork.jobs.ledger;

import dev.tickwork.jobs.ledger.RunDetail.Relatives;
import dev.tickwork.postgres.Row;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the runs that one has to do with: children, repetitions, neighbours in a chain. */
final class RelativeStore {
    private static final String CHILD_STATES = """
            SELECT state, count(*) AS runs
              FROM job_runs
             WHERE parent = $1
             GROUP BY state
            """;
    private static final String RERUNS = """
            SELECT id, job, state
              FROM job_runs
             WHERE rerun_of = $1
             ORDER BY id DESC
             LIMIT 20
            """;
    private static final String AFTER = """
            SELECT id, job, state
              FROM job_runs
             WHERE after_run = $1
             ORDER BY id
             LIMIT 20
            """;
    private static final String LINK = """
            SELECT id, job, state
              FROM job_runs
             WHERE id = $1
            """;
    private static final int CHILDREN_SHOWN = 20;

    private record InState(String state, long runs) {}

    private final RunListStore lists;

    RelativeStore(RunListStore lists) {
        this.lists = lists;
    }

    /**
     * The relatives of a run.
     *
     * @param before the run before it in a chain; null for none
     */
    Future<Relatives> of(Tx tx, UUID run, @Nullable UUID before) {
        Future<Map<String, Long>> states = tx.query(CHILD_STATES, RelativeStore::inState, run)
                .map(rows -> rows.stream().collect(Collectors.toMap(InState::state, InState::runs)));
        Future<RunPage> children = lists.page(tx, RunFilter.childrenOf(run), null, CHILDREN_SHOWN);
        Future<List<RunLink>> reruns = tx.query(RERUNS, RunRows::link, run);
        Future<List<RunLink>> after = tx.query(AFTER, RunRows::link, run);
        Future<@Nullable RunLink> previous = link(tx, before);
        return Future.all(states, children, reruns, after, previous)
                .map(read -> new Relatives(
                        states.result(), children.result(), reruns.result(), previous.result(), after.result()));
    }

    private static Future<@Nullable RunLink> link(Tx tx, @Nullable UUID run) {
        return run == null
                ? Future.succeededFuture()
                : tx.first(LINK, RunRows::link, run).map(found -> found.orElseGet(() -> RunRows.forgotten(run)));
    }

    private static InState inState(Row row) {
        return new InState(RunRows.label(row, "state"), row.number("runs"));
    }
}
