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
     * A verticle's configuration as it is now, and what the process says of calls to the outside.
     *
     * @throws dev.tickwork.runtime.config.ConfigurationRefused with every mistake in the two files
     */
    Settings read(VerticleDefinition<?> verticle) {
        Settings read = files().with(verticle.name(), verticle.configType())
                .with(NodePlan.OUTSIDE, OutsideConfig.class)
                .load();
        learn(read.secrets());
        return read;
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
