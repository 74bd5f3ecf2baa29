package dev.tickwork.runtime.cluster;

import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.NetworkConfig;
import dev.tickwork.domain.World;
import io.vertx.core.spi.cluster.ClusterManager;
import io.vertx.spi.cluster.hazelcast.ConfigUtil;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;

/** Makes the part of Vert.x that lets processes find each other: Hazelcast, by a list of members and nothing else. */
public final class ClusterManagers {
    private static final int PORTS_TRIED = 20;

    private ClusterManagers() {}

    /** @param world keeps simulated and real processes apart, whatever their configuration says */
    public static ClusterManager hazelcast(ClusterConfig config, World world) {
        // Its first words come before it reads any configuration.
        System.setProperty("hazelcast.logging.type", "slf4j");
        Config hazelcast = ConfigUtil.loadConfig().setClusterName(config.name() + "-" + world.label());
        hazelcast
                .setProperty("hazelcast.phone.home.enabled", "false")
                .setProperty("hazelcast.shutdownhook.enabled", "false")
                .setProperty("hazelcast.socket.bind.any", "false")
                .setProperty("hazelcast.heartbeat.interval.seconds", "1")
                .setProperty(
                        "hazelcast.max.no.heartbeat.seconds",
                        Long.toString(config.silence().toSeconds()))
                .setProperty("hazelcast.wait.seconds.before.join", "0")
                .setProperty("hazelcast.tcp.join.port.try.count", Integer.toString(PORTS_TRIED))
                // Two that start in the same instant may each found a cluster of their own; they soon find out.
                .setProperty("hazelcast.merge.first.run.delay.seconds", "10")
                .setProperty("hazelcast.merge.next.run.delay.seconds", "10");
        network(hazelcast.getNetworkConfig(), config);
        return new HazelcastClusterManager(hazelcast);
    }

    private static void network(NetworkConfig network, ClusterConfig config) {
        network.setPort(config.port())
                .setPortCount(PORTS_TRIED)
                .setPortAutoIncrement(true)
                .setReuseAddress(true);
        network.getMemberAddressProviderConfig().setEnabled(true).setImplementation(MemberAddress.of(config));
        JoinConfig join = network.getJoin();
        join.getAutoDetectionConfig().setEnabled(false);
        join.getMulticastConfig().setEnabled(false);
        join.getTcpIpConfig().setEnabled(true).setMembers(config.members());
    }
}
