package dev.tickwork.jobs.ledger;

import static java.util.stream.Collectors.groupingBy;

import dev.tickwork.jobs.ledger.NodeWork.Identity;
import dev.tickwork.jobs.ledger.NodeWork.Underway;
import dev.tickwork.postgres.Row;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Lists the nodes with what they do. */
public final class NodeWorkStore {
    private static final String NODES = """
            SELECT n.id, n.name, n.host, n.pid, n.version, n.verticles, n.started_at, n.seen_at, n.stopped_at,
                   ARRAY(SELECT jsonb_object_keys(n.jobs) ORDER BY 1) AS jobs,
                   (SELECT count(*) FROM job_queue q WHERE q.node = n.id AND q.state = 'STARTED') AS running
              FROM worker_nodes n
             WHERE n.seen_at >= $1
             ORDER BY n.name, n.started_at DESC
             LIMIT 200
            """;
    private static final String UNDERWAY = """
            SELECT node, id, job, attempt, started_at
              FROM (SELECT q.node, q.id, q.job, q.attempt, q.started_at,
                           row_number() OVER (PARTITION BY q.node ORDER BY q.started_at, q.id) AS place
                      FROM job_queue q
                     WHERE q.state = 'STARTED') running
             WHERE place <= 20
             ORDER BY started_at, id
            """;

    /** Nodes that were seen at {@code since} or later, by name. */
    public Future<List<NodeWork>> seenSince(Tx tx, Instant since) {
        return tx.query(UNDERWAY, NodeWorkStore::underway)
                .map(runs -> runs.stream().collect(groupingBy(OfNode::node)))
                .compose(runs -> tx.query(NODES, row -> work(row, runs), since));
    }

    private record OfNode(String node, Underway run) {}

    private static OfNode underway(Row row) {
        var run = new Underway(row.uuid("id"), row.text("job"), row.integer("attempt"), row.instant("started_at"));
        return new OfNode(row.text("node"), run);
    }

    private static NodeWork work(Row row, Map<String, List<OfNode>> runs) {
        Identity identity = identity(row);
        return new NodeWork(
                identity,
                row.instant("seen_at"),
                row.instantOrNull("stopped_at"),
                row.texts("jobs"),
                row.number("running"),
                runs.getOrDefault(identity.id(), List.of()).stream()
                        .map(OfNode::run)
                        .toList());
    }

    private static Identity identity(Row row) {
        return new Identity(
                row.text("id"),
                row.text("name"),
                row.text("host"),
                row.number("pid"),
                row.text("version"),
                row.instant("started_at"),
                row.texts("verticles"));
    }
}
