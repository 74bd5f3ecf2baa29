package dev.tickwork.runtime.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tickwork.domain.World;
import dev.tickwork.runtime.lifecycle.CannotStart;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClusterManagersTest {
    @Test
    void listens_on_the_address_behind_a_name() {
        var cluster = (HazelcastClusterManager) ClusterManagers.hazelcast(on("localhost"), World.SIMULATED);

        assertThat(cluster.getConfig().getNetworkConfig().getInterfaces().getInterfaces())
                .containsExactly("127.0.0.1");
    }

    @Test
    void the_two_worlds_never_join() {
        var simulated = (HazelcastClusterManager) ClusterManagers.hazelcast(on("localhost"), World.SIMULATED);
        var real = (HazelcastClusterManager) ClusterManagers.hazelcast(on("localhost"), World.REAL);

        assertThat(simulated.getConfig().getClusterName()).isEqualTo("test-simulated");
        assertThat(real.getConfig().getClusterName()).isEqualTo("test-real");
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

    private static ClusterConfig on(String host) {
        return new ClusterConfig("test", host, null, 5701, 0, List.of("127.0.0.1"), Duration.ofSeconds(15));
    }
}
