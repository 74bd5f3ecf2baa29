package dev.tickwork.gateway.operations;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.tickwork.domain.World;
import dev.tickwork.messages.OperationReply;
import dev.tickwork.messages.Wire;
import dev.tickwork.runtime.health.HealthCheck;
import dev.tickwork.runtime.health.HealthCheck.State;
import dev.tickwork.runtime.nodes.NodeHealth;
import io.vertx.core.Future;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Answers how the processes are: health and metrics. */
public final class NodeAnswers {
    private static final Map<String, String> PROMETHEUS =
            Map.of("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
    private static final Map<String, String> SOON = Map.of("Retry-After", "5");
    private static final int DOWN = 503;

    private final Nodes nodes;
    private final Installation installation;

    public NodeAnswers(Nodes nodes, Installation installation) {
        this.nodes = nodes;
        this.installation = installation;
    }

    /** What is the same for all nodes. */
    public record Installation(UUID thisNode, String version, String environment, World world) {}

    /** By operation id. */
    public Map<String, OwnAnswer> all() {
        return Map.of(
                "health.get", asked -> nodes.health().map(all -> health(all, State.DOWN)),
                "health.ready", asked -> nodes.health().map(all -> health(all, State.DEGRADED)),
                "health.live", asked -> Future.succeededFuture(OperationReply.ok(new Live(State.UP))),
                "metrics.get", asked -> nodes.metrics().map(NodeAnswers::metrics));
    }

    record Live(State status) {}

    record Check(String name, State status, @Nullable String reason, String node) {}

    record Health(State status, String environment, boolean simulated, String version, List<Check> checks) {}

    /** @param worstOfOthers how much another node's trouble counts: it need not keep callers away from this one */
    private OperationReply health(List<NodeHealth> all, State worstOfOthers) {
        State status = all.stream()
                .map(one -> counted(one, worstOfOthers))
                .max(Comparator.naturalOrder())
                .orElse(State.UP);
        List<Check> checks = all.stream().flatMap(NodeAnswers::checks).toList();
        var health = new Health(
                status, installation.environment(), installation.world().isSimulated(), installation.version(), checks);
        return status == State.DOWN ? new OperationReply(DOWN, Wire.toTree(health), SOON) : OperationReply.ok(health);
    }

    private State counted(NodeHealth one, State worstOfOthers) {
        State state = one.health().state();
        boolean isThis = one.node().id().equals(installation.thisNode());
        return isThis || state.compareTo(worstOfOthers) < 0 ? state : worstOfOthers;
    }

    private static Stream<Check> checks(NodeHealth one) {
        return one.health().checks().entrySet().stream()
                .map(check -> check(check.getKey(), check.getValue(), one.node().name()));
    }

    private static Check check(String name, HealthCheck check, String node) {
        return new Check(name, check.state(), check.reason(), node);
    }

    private static OperationReply metrics(String text) {
        return new OperationReply(200, TextNode.valueOf(text), PROMETHEUS);
    }
}
