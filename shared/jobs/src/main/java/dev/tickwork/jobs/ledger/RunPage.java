package dev.tickwork.jobs.ledger;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Part of a list of runs.
 *
 * @param items newest first; may be fewer than asked for, or none, although there are more
 * @param nextCursor where to go on; null when there are no more
 */
public record RunPage(List<RunSummary> items, @Nullable UUID nextCursor) {
    public RunPage {
        items = List.copyOf(items);
    }
}
