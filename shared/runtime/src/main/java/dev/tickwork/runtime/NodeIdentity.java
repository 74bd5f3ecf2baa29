package dev.tickwork.runtime;

import dev.tickwork.runtime.nodes.NodeInfo;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Finds out who this process is. */
final class NodeIdentity {
    private NodeIdentity() {}

    /** The configured name, else machine and process id. */
    static String name(NodeConfig config) {
        return config.name() == null ? host() + "-" + ProcessHandle.current().pid() : config.name();
    }

    static NodeInfo of(String name, Instant startedAt, List<String> verticles) {
        return new NodeInfo(
                UUID.randomUUID(), name, host(), ProcessHandle.current().pid(), version(), startedAt, verticles);
    }

    /** The version that the jar was built as; {@code development} outside of a jar. */
    static String version() {
        String built = NodeIdentity.class.getPackage().getImplementationVersion();
        return built == null ? "development" : built;
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
