package dev.tickwork.jobs;

import java.time.Instant;
import java.util.List;

/**
 * A process that runs jobs, as the others see it.
 *
 * @param id unique to this start of the process, so that a process that comes back under its old name does not pass for
 *     the one that died
 * @param name as people call it; may be the same after a restart
 * @param host the machine
 * @param pid the process there
 * @param version of Tickwork
 * @param startedAt when it started
 * @param verticles what is deployed there
 */
public record WorkerNode(
        String id, String name, String host, long pid, String version, Instant startedAt, List<String> verticles) {
    public WorkerNode {
        verticles = List.copyOf(verticles);
    }
}
