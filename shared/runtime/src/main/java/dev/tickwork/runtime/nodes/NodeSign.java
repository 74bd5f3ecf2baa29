package dev.tickwork.runtime.nodes;

import dev.tickwork.messages.Topic;

/**
 * Said by every process every few seconds: here I am.
 *
 * @param node who
 * @param leaving true for the last sign of a process that ends in order
 */
public record NodeSign(NodeInfo node, boolean leaving) {
    public static final Topic<NodeSign> TOPIC = new Topic<>("node.signs", NodeSign.class);
}
