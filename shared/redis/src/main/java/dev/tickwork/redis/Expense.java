package dev.tickwork.redis;

import java.util.List;

/**
 * A wish to spend credits.
 *
 * @param budget whose credits, such as {@code twelvedata}; shared by all nodes
 * @param windows every one of them must have room; not empty
 * @param cost credits; at least 1
 * @param privileged whether the reserved credits may be spent too
 */
public record Expense(String budget, List<BudgetWindow> windows, int cost, boolean privileged) {
    public Expense {
        windows = List.copyOf(windows);
        if (windows.isEmpty()) {
            throw new IllegalArgumentException("windows must not be empty");
        }
        if (cost < 1) {
            throw new IllegalArgumentException("cost must be at least 1, but is " + cost);
        }
        for (BudgetWindow window : windows) {
            if (cost > window.limit()) {
                throw new IllegalArgumentException("cost " + cost + " can never be paid from the " + window.limit()
                        + " credits of " + budget + " in " + window.id() + ": ask for less at once");
            }
        }
    }
}
