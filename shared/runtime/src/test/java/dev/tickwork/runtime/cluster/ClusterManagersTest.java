package dev.tickwork.runtime.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tickwork.domain.World;
import dev.tickwork.runtime.lifecycle.CannotStart;
import io.vertx.core.Vertx;
import io.vertx.core.spi.cluster.ClusterManager;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class ClusterManagersTest {
    @Test
    void listens_on_the_address_behind_a_name() {
        var cluster = (HazelcastClusterManager) ClusterManagers.hazelcast(on("localhost"), World.SIMULATED);

        var address = cluster.getConfig()
                .getNetworkConfig()
                .getMemberAddressProviderConfig()
                .getImplementation();
        assertThat(address.getBindAddress().getAddress().getHostAddress()).isEqualTo("127.0.0.1");
    }

    @Test
    @EnabledOnOs(OS.LINUX) // where all of 127.0.0.0/8 is this machine
    void finds_a_member_by_name_that_listens_on_another_address() throws Exception {
        var first = ClusterManagers.hazelcast(on("127.0.0.1"), World.SIMULATED);
        var second = ClusterManagers.hazelcast(on("127.0.0.2"), World.SIMULATED);
        Vertx one = started(first);
        Vertx two = started(second);

        assertThat(second.getNodes()).hasSize(2);

        two.close().await(20, TimeUnit.SECONDS);
        one.close().await(20, TimeUnit.SECONDS);
    }

    @Test
    void the_two_worlds_never_join() {
        var simulated = (HazelcastClusterManager) ClusterManagers.hazelcast(on("localhost"), World.SIMULATED);
        var real = (HazelcastClusterManager) ClusterManagers.hazelcast(on("localhost"), World.REAL);

        assertThat(simulated.getConfig().getClusterName())
                .isEqualTo(on("localhost").name() + "-simulated");
        assertThat(real.getConfig().getClusterName()).isEqualTo(on("localhost").name() + "-real");
    }

    @Test
    void says_which_name_is_unknown() {
        assertThatThrownBy(() -> ClusterManagers.hazelcast(on("nobody.invalid"), World.REAL))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("nobody.invalid")
                .hasMessageContaining("CLUSTER_HOST");
    }

    @Test
    void refuses_to_be_everywhere() {
        assertThatThrownBy(() -> on("0.0.0.0")).hasMessageContaining("host: 0.0.0.0 is every address");
    }

    private static Vertx started(ClusterManager cluster) throws Exception {
        return Vertx.builder().withClusterManager(cluster).buildClustered().await(30, TimeUnit.SECONDS);
    }

    /** Of a cluster that no other process of this machine is in. */
    private static ClusterConfig on(String host) {
        var name = "test" + ProcessHandle.current().pid();
        return new ClusterConfig(name, host, null, 15701, 0, List.of("localhost"), Duration.ofSeconds(15));
    }
}
