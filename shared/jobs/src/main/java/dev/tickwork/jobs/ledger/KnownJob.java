package dev.tickwork.jobs.ledger;

import dev.tickwork.jobs.LastError;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A job that some node serves or once served.
 *
 * @param name its stable name
 * @param alias as people call it
 * @param aliases all other names that it goes by
 * @param queue its queue's name
 * @param verticle whose it is
 * @param nodes the living nodes that serve it, by name
 * @param definition what its release says of it, a JSON object: limits, retry policy, arguments
 * @param clusterLimit how many of its runs may go on at a time on all nodes; null for no limit
 * @param paused that it rests; null when it does not
 * @param last how its runs ended last
 */
public record KnownJob(
        String name,
        String alias,
        List<String> aliases,
        String queue,
        String verticle,
        List<String> nodes,
        String definition,
        @Nullable Integer clusterLimit,
        @Nullable Pause paused,
        LastEnds last) {
    public KnownJob {
        aliases = List.copyOf(aliases);
        nodes = List.copyOf(nodes);
    }

    /**
     * How its runs ended last.
     *
     * @param success when one last ended well; null when none did
     * @param error the last failure; null when none failed
     */
    public record LastEnds(
            @Nullable Instant success, @Nullable LastError error) {}
}
