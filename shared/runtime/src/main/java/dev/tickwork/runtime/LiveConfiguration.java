package dev.tickwork.runtime;

import dev.tickwork.runtime.config.Configuration;
import dev.tickwork.runtime.config.Settings;
import dev.tickwork.runtime.outside.OutsideConfig;
import dev.tickwork.upstream.Redactor;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of a process that runs: it can be read anew, and every secret that was ever read is known, so that
 * none is seen in a log or an error.
 */
public final class LiveConfiguration {
    private final @Nullable Path folder;
    private final Function<String, @Nullable String> environment;
    private final Set<String> secrets = new HashSet<>();
    private volatile Redactor redactor = new Redactor(Set.of());

    /**
     * @param folder the operator's own files; null when there are none
     * @param environment looks an environment variable up
     */
    LiveConfiguration(@Nullable Path folder, Function<String, @Nullable String> environment) {
        this.folder = folder;
        this.environment = environment;
    }

    /** Files to be chosen and read. */
    Configuration files() {
        return new Configuration(folder, environment);
    }

    /**
     * A verticle's configuration as it is now.
     *
     * @throws dev.tickwork.runtime.config.ConfigurationRefused with every mistake in it
     */
    <C extends Record> C read(VerticleDefinition<C> verticle) {
        Settings read = files().with(verticle.name(), verticle.configType()).load();
        learn(read.secrets());
        return read.get(verticle.name(), verticle.configType());
    }

    /**
     * Whether calls to the internet are allowed now.
     *
     * @throws dev.tickwork.runtime.config.ConfigurationRefused with every mistake in the file that says so
     */
    boolean allowsInternet() {
        Settings read = files().with(NodePlan.OUTSIDE, OutsideConfig.class).load();
        learn(read.secrets());
        return read.get(NodePlan.OUTSIDE, OutsideConfig.class).allowInternetSync();
    }

    synchronized void learn(Collection<String> more) {
        secrets.addAll(more);
        redactor = new Redactor(secrets);
    }

    /** The text without any secret. */
    String redact(String text) {
        return redactor.redact(text);
    }
}
