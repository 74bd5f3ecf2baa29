package dev.tickwork.runtime;

import dev.tickwork.postgres.PostgresUrl;
import dev.tickwork.runtime.cluster.ClusterConfig;
import dev.tickwork.runtime.config.Settings;
import dev.tickwork.runtime.notices.NoticesConfig;
import dev.tickwork.runtime.outside.OutsideConfig;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a process is to be.
 *
 * @param verticles to be deployed, in this order
 * @param clustered whether it looks for other processes
 * @param settings its configuration as it was read for the start
 * @param live the same, to be read anew
 * @param purpose what it is started for
 */
public record NodePlan(
        List<VerticleDefinition<?>> verticles,
        boolean clustered,
        Settings settings,
        LiveConfiguration live,
        Purpose purpose) {
    static final String OUTSIDE = "upstream";

    private static final String NODE = "node";
    private static final String CLUSTER = "cluster";
    private static final String NOTICES = "notices";

    public NodePlan {
        verticles = List.copyOf(verticles);
    }

    /**
     * Reads the configuration of a process.
     *
     * @param folder the operator's own files; null when there are none
     * @param environment looks an environment variable up
     * @throws dev.tickwork.runtime.config.ConfigurationRefused with every mistake
     */
    public static NodePlan read(
            List<VerticleDefinition<?>> verticles,
            boolean clustered,
            @Nullable Path folder,
            Function<String, @Nullable String> environment) {
        var live = new LiveConfiguration(folder, environment);
        var configuration = live.files()
                .with(NODE, NodeConfig.class)
                .with(OUTSIDE, OutsideConfig.class)
                .with(NOTICES, NoticesConfig.class);
        if (clustered) {
            configuration = configuration.with(CLUSTER, ClusterConfig.class);
        }
        for (VerticleDefinition<?> verticle : verticles) {
            configuration = configuration.with(verticle.name(), verticle.configType());
        }
        var plan = new NodePlan(verticles, clustered, configuration.load(), live, Purpose.ALL);
        live.learn(plan.secrets());
        return plan;
    }

    /** The same process for another purpose. */
    NodePlan startedFor(Purpose other) {
        return new NodePlan(verticles, clustered, settings, live, other);
    }

    NodeConfig node() {
        return settings.get(NODE, NodeConfig.class);
    }

    OutsideConfig outside() {
        return settings.get(OUTSIDE, OutsideConfig.class);
    }

    NoticesConfig notices() {
        return settings.get(NOTICES, NoticesConfig.class);
    }

    /** How to find the others; null when this process stays alone. */
    @Nullable
    ClusterConfig cluster() {
        return clustered ? settings.get(CLUSTER, ClusterConfig.class) : null;
    }

    /** Whether callers come to this process. */
    boolean servesCallers() {
        return verticles.stream().filter(purpose::deploys).anyMatch(verticle -> verticle.kind() == VerticleKind.DOOR);
    }

    List<String> names() {
        return verticles.stream().<String>map(VerticleDefinition::name).toList();
    }

    /** Everything in the configuration that must not be seen in a log or an error. */
    private Set<String> secrets() {
        Set<String> secrets = new HashSet<>(settings.secrets());
        PostgresUrl database = node().database().url();
        if (!database.password().equals(database.user())) {
            // A password that is the user's own name is no secret, and is often a word that logs need.
            secrets.add(database.password());
        }
        @Nullable String ofRedis = node().redis().url().password();
        if (ofRedis != null) {
            secrets.add(ofRedis);
        }
        return secrets;
    }
}
