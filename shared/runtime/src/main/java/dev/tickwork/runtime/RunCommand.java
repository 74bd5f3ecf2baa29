package dev.tickwork.runtime;

import dev.tickwork.runtime.config.Suggestion;
import dev.tickwork.runtime.lifecycle.CannotStart;
import dev.tickwork.runtime.lifecycle.ExitCode;
import dev.tickwork.runtime.logging.LogConfig;
import dev.tickwork.runtime.logging.LogFormat;
import dev.tickwork.runtime.logging.LogLevel;
import dev.tickwork.runtime.logging.Logging;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs verticles until told to stop. */
@Command(
        description = "Runs verticles of Tickwork, the market-data back office, until told to stop.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        optionListHeading = "%nOptions:%n",
        commandListHeading = "%nCommands:%n")
final class RunCommand implements Callable<Integer> {
    private static final Logger log = LoggerFactory.getLogger(RunCommand.class);
    private static final Duration WELCOME_PATIENCE = Duration.ofSeconds(30);

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

    private final Program program;
    private final Function<String, @Nullable String> environment;

    RunCommand(Program program, Function<String, @Nullable String> environment) {
        this.program = program;
        this.environment = environment;
    }

    @Override
    public Integer call() {
        long begun = System.nanoTime();
        List<VerticleDefinition<?>> verticles = chosen();
        requireFolder();
        Logging.configure(new LogConfig(LogLevel.INFO, format(earlyFormat())), UnaryOperator.identity());
        var ending = new Ending(program.servers());
        try {
            Node node = start(verticles, ending);
            ending.started();
            Logging.started();
            announce(node.platform(), Duration.ofNanos(System.nanoTime() - begun));
        } catch (RuntimeException | Error e) {
            if (!ending.giveUp()) {
                throw e;
            }
        }
        return ExitCode.DONE.number();
    }

    private Node start(List<VerticleDefinition<?>> verticles, Ending ending) {
        NodePlan plan = NodePlan.read(verticles, clustered, folder, withServers());
        LogConfig wanted = plan.node().log();
        Logging.configure(new LogConfig(wanted.level(), format(wanted.format())), plan.live()::redact);
        ending.waitForRuns(plan.node().drain());
        Node node = Node.start(plan, ending.closing());
        Waiting.upTo(WELCOME_PATIENCE, "the welcome", program.welcome().apply(node.platform()));
        return node;
    }

    private void announce(Platform platform, Duration took) {
        log.atInfo()
                .addKeyValue("node", platform.node().name())
                .addKeyValue("world", platform.world().label())
                .addKeyValue("ms", took.toMillis())
                .log("{} is up", program.name());
    }

    private Function<String, @Nullable String> withServers() {
        Map<String, String> started = new HashMap<>(program.servers().start(environment));
        return name -> started.containsKey(name) ? started.get(name) : environment.apply(name);
    }

    private List<VerticleDefinition<?>> chosen() {
        names.forEach(this::requireKnown);
        return names.isEmpty()
                ? program.verticles()
                : program.verticles().stream()
                        .filter(verticle -> names.contains(verticle.name()))
                        .toList();
    }

    private void requireKnown(String name) {
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

    private void requireFolder() {
        if (folder != null && !Files.isDirectory(folder)) {
            throw CannotStart.misused("--conf " + folder + " is not a folder");
        }
    }

    /** Before the configuration is read; a format that does not exist is complained of when it is. */
    private LogFormat earlyFormat() {
        return "json".equalsIgnoreCase(environment.apply("LOG_FORMAT")) ? LogFormat.JSON : LogFormat.TEXT;
    }

    private LogFormat format(LogFormat configured) {
        return logJson ? LogFormat.JSON : configured;
    }
}
