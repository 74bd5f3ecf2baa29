package dev.tickwork.jobs.ledger;

import org.jspecify.annotations.Nullable;

/**
 * A queue and what an operator decided about it.
 *
 * @param name such as {@code low_priority}
 * @param nodeLimit how many of its runs may go on at a time on one node; null for what each node is configured with
 * @param clusterLimit how many on all nodes; null for no limit
 * @param paused that it rests; null when it does not
 */
public record KnownQueue(
        String name,
        @Nullable Integer nodeLimit,
        @Nullable Integer clusterLimit,
        @Nullable Pause paused) {}
