package dev.tickwork.runtime.nodes;

import dev.tickwork.messages.Bus;
import dev.tickwork.messages.OperationReply;
import dev.tickwork.messages.Operations;
import dev.tickwork.messages.Subscription;
import io.vertx.core.Future;
import java.util.List;

/** Answers {@code nodes.list}; any process can. */
public final class NodeOperations {
    /**
     * What it answers.
     *
     * @param nodes by name, each with its own report
     * @param totalNodes how many they are
     */
    record NodeList(List<NodeHealth> nodes, int totalNodes) {}

    private final NodeDirectory directory;
    private Subscription subscription = Future::succeededFuture;

    public NodeOperations(NodeDirectory directory) {
        this.directory = directory;
    }

    /** Answers from now on. */
    public Future<Void> start(Bus bus) {
        return bus.answer(
                        Operations.call("nodes.list"),
                        asked -> directory.health().map(NodeOperations::reply))
                .onSuccess(started -> subscription = started)
                .mapEmpty();
    }

    /** Answers no more. */
    public Future<Void> stop() {
        return subscription.end();
    }

    private static OperationReply reply(List<NodeHealth> nodes) {
        return OperationReply.ok(new NodeList(nodes, nodes.size()));
    }
}
