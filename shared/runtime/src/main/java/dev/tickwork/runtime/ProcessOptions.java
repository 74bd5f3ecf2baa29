package dev.tickwork.runtime;

import dev.tickwork.runtime.config.Suggestion;
import dev.tickwork.runtime.lifecycle.CannotStart;
import dev.tickwork.runtime.logging.LogFormat;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What every command that runs verticles understands. */
final class ProcessOptions {
    @Option(names = "--verticles", split = ",", paramLabel = "NAME", description = "Only these; all by default.")
    private List<String> names = List.of();

    @Option(
            names = "--conf",
            paramLabel = "DIR",
            description = "A folder with your own YAML files; they need only the keys that differ from the defaults.")
    private @Nullable Path folder;

    @Option(names = "--cluster", description = "Share one event bus with other processes (conf/cluster.yaml).")
    private boolean clustered;

    @Option(names = "--log-json", description = "One JSON object per log line, as LOG_FORMAT=json.")
    private boolean logJson;

    /** Those that were asked for, of what the program has. */
    List<VerticleDefinition<?>> chosen(Program program) {
        names.forEach(name -> requireKnown(name, program));
        return names.isEmpty()
                ? program.verticles()
                : program.verticles().stream()
                        .filter(verticle -> names.contains(verticle.name()))
                        .toList();
    }

    /** The operator's own files; null when there are none. */
    @Nullable
    Path folder() {
        if (folder != null && !Files.isDirectory(folder)) {
            throw CannotStart.misused("--conf " + folder + " is not a folder");
        }
        return folder;
    }

    boolean isClustered() {
        return clustered;
    }

    boolean isJson() {
        return logJson;
    }

    LogFormat format(LogFormat configured) {
        return logJson ? LogFormat.JSON : configured;
    }

    private static void requireKnown(String name, Program program) {
        List<String> known = program.verticles().stream()
                .<String>map(VerticleDefinition::name)
                .toList();
        if (!known.contains(name)) {
            throw CannotStart.misused("there is no verticle " + name + " in this program; "
                    + Suggestion.of(name, known)
                            .map(near -> "did you mean " + near + "?")
                            .orElse("it has " + String.join(", ", known)));
        }
    }
}
