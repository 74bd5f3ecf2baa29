package dev.tickwork.runtime;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * This process, as others see it.
 *
 * @param id new at every start
 * @param name what people and metrics call it; stable over restarts when it is configured
 * @param host the machine's name
 * @param pid the process' number on its machine
 * @param version of the program
 * @param startedAt when it started
 * @param verticles the names of those it runs, in the order of their deployment
 */
public record NodeInfo(
        UUID id, String name, String host, long pid, String version, Instant startedAt, List<String> verticles) {
    public NodeInfo {
        verticles = List.copyOf(verticles);
    }
}
