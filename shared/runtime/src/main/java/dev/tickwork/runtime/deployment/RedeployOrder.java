package dev.tickwork.runtime.deployment;

import dev.tickwork.messages.Caller;
import dev.tickwork.runtime.nodes.NodeInfo;
import java.util.List;

/**
 * What an operator wants to be redeployed.
 *
 * @param verticle which
 * @param nodes where, in this order; never empty
 * @param by who wants it
 * @param reason why
 */
record RedeployOrder(String verticle, List<NodeInfo> nodes, Caller by, String reason) {
    RedeployOrder {
        nodes = List.copyOf(nodes);
    }

    List<String> nodeNames() {
        return nodes.stream().map(NodeInfo::name).toList();
    }
}
