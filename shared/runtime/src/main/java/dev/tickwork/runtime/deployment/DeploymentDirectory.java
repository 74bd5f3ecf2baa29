package dev.tickwork.runtime.deployment;

import dev.tickwork.messages.Bus;
import dev.tickwork.runtime.deployment.DeploymentCalls.Checked;
import dev.tickwork.runtime.deployment.DeploymentCalls.OnNode;
import dev.tickwork.runtime.deployment.DeploymentCalls.Question;
import dev.tickwork.runtime.deployment.DeploymentCalls.VerticleQuestion;
import dev.tickwork.runtime.nodes.NodeDirectory;
import dev.tickwork.runtime.nodes.NodeInfo;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/** The verticles of all processes that share the bus. */
public final class DeploymentDirectory {
    /**
     * A process and its verticles.
     *
     * @param node who
     * @param answer what it says of them; empty when it does not answer
     */
    record Told(NodeInfo node, Optional<OnNode> answer) {}

    private final Bus bus;
    private final NodeInfo self;
    private final NodeDirectory nodes;

    public DeploymentDirectory(Bus bus, NodeInfo self, NodeDirectory nodes) {
        this.bus = bus;
        this.self = self;
        this.nodes = nodes;
    }

    /** What every process says of its verticles, by the processes' names. Never fails. */
    Future<List<Told>> all() {
        return Future.all(nodes.nodes().stream().map(this::told).toList()).map(done -> done.<Told>list());
    }

    /** The processes that run a verticle, or should; by name. */
    List<NodeInfo> running(String verticle) {
        return nodes.nodes().stream()
                .filter(node -> node.verticles().contains(verticle))
                .toList();
    }

    Future<Checked> check(NodeInfo node, String verticle) {
        return bus.ask(DeploymentCalls.check(node.id()), new VerticleQuestion(verticle, self.name()));
    }

    Future<Redeployed> redeploy(NodeInfo node, String verticle) {
        return bus.ask(DeploymentCalls.redeploy(node.id()), new VerticleQuestion(verticle, self.name()));
    }

    private Future<Told> told(NodeInfo node) {
        return bus.ask(DeploymentCalls.all(node.id()), new Question(self.name()))
                .map(Optional::of)
                .otherwise(Optional.empty())
                .map(answer -> new Told(node, answer));
    }
}
