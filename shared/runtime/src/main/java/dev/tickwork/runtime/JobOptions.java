package dev.tickwork.runtime;

import dev.tickwork.runtime.lifecycle.CannotStart;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Which jobs to run on the command line. */
final class JobOptions {
    /** One of them at most. */
    static final class Which {
        @Option(
                names = "--job",
                paramLabel = "NAME",
                description = "Run this job once, by its name or an alias, and end.")
        private @Nullable String job;

        @Option(names = "--all", description = "Run the nightly jobs once, one after the other, and end.")
        private boolean all;
    }

    @ArgGroup
    private @Nullable Which which;

    @Option(
            names = "--arg",
            paramLabel = "KEY=VALUE",
            description = "With --job: one of its arguments; as often as needed.")
    private Map<String, String> arguments = new LinkedHashMap<>();

    @Option(
            names = "--run-now",
            description =
                    "Do not wait for the schedules: each fires once at once. With --job and --all it is understood.")
    private boolean runNow;

    /** The one job to run; null when another wish was uttered. */
    @Nullable
    String job() {
        return which == null ? null : which.job;
    }

    /** Whether to run the nightly jobs. */
    boolean isAll() {
        return which != null && which.all;
    }

    /** What the one job is given. */
    Map<String, String> arguments() {
        if (!arguments.isEmpty() && job() == null) {
            throw CannotStart.misused("--arg needs the --job that it is for");
        }
        return arguments;
    }

    /** Whether every schedule fires at the start of a process that goes on. */
    boolean firesAtOnce() {
        return runNow;
    }
}
