package dev.tickwork.jobs.engine;

import java.util.List;

/**
 * How many leases of a kind a node should own. The shares of all nodes add up to all leases and differ by one at most.
 */
final class Share {
    private Share() {}

    /**
     * @param leases how many there are
     * @param nodes who competes, in the order that all know
     * @param node who asks; as the last when the others do not know of it yet
     */
    static int of(int leases, List<String> nodes, String node) {
        int index = nodes.indexOf(node);
        int rank = index < 0 ? nodes.size() : index;
        int count = index < 0 ? nodes.size() + 1 : nodes.size();
        return leases / count + (rank < leases % count ? 1 : 0);
    }
}
