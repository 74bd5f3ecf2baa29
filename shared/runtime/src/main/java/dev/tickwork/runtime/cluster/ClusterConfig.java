package dev.tickwork.runtime.cluster;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code conf/cluster.yaml}.
 *
 * @param name only processes with the same one join
 * @param host where this process listens, for the cluster and the event bus: an address of this machine or a name of one
 * @param publicHost under which the others reach it; null where that is {@code host}
 * @param port the first that is tried; one of the 20 from there on is taken
 * @param busPort of the event bus; 0 for any free one
 * @param members where to look for others: {@code host} or {@code host:port}
 * @param silence after which a member is dead
 */
public record ClusterConfig(
        String name,
        String host,
        @Nullable String publicHost,
        int port,
        int busPort,
        List<String> members,
        Duration silence) {
    public ClusterConfig {
        members = List.copyOf(members);
        require(!name.isBlank(), "name: is empty; any name that the other processes have too");
        require(
                !host.equals("0.0.0.0") && !host.equals("::"),
                "host: " + host + " is every address; name the one that the other processes reach");
        require(port > 0 && port < 65_516, "port: " + port + " is not between 1 and 65515");
        require(busPort >= 0 && busPort < 65_536, "bus_port: " + busPort + " is not between 0 and 65535");
        require(!members.isEmpty(), "members: names nobody; at least 127.0.0.1");
        require(silence.toSeconds() >= 5, "silence: " + silence.toMillis() + "ms is shorter than 5s");
    }

    private static void require(boolean condition, String complaint) {
        if (!condition) {
            throw new IllegalArgumentException(complaint);
        }
    }
}
