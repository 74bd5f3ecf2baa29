package dev.tickwork.runtime;

import dev.tickwork.runtime.logging.LogConfig;
import dev.tickwork.runtime.logging.LogFormat;
import dev.tickwork.runtime.logging.LogLevel;
import dev.tickwork.runtime.logging.Logging;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts a process for some purpose, as its options and the configuration say. */
final class ProcessStart {
    private static final Logger log = LoggerFactory.getLogger(ProcessStart.class);

    private final Program program;
    private final Function<String, @Nullable String> environment;
    private final ProcessOptions options;
    private final long begun = System.nanoTime();

    /** @param environment looks an environment variable up */
    ProcessStart(Program program, Function<String, @Nullable String> environment, ProcessOptions options) {
        this.program = program;
        this.environment = environment;
        this.options = options;
    }

    /**
     * Brings it up, servers and all; what must be ended again is left with {@code ending}.
     *
     * @param lines has a last look at each line of the log
     */
    Node run(Purpose purpose, Ending ending, UnaryOperator<String> lines) {
        LogFormat early = options.format(earlyFormat());
        Logging.configure(new LogConfig(LogLevel.INFO, early), lines);
        List<VerticleDefinition<?>> verticles = options.chosen(program).stream()
                .filter(purpose::deploys)
                .<VerticleDefinition<?>>map(verticle -> verticle)
                .toList();
        NodePlan plan = NodePlan.read(verticles, options.isClustered(), options.folder(), withServers(purpose))
                .startedFor(purpose);
        LogConfig wanted = plan.node().log();
        Logging.configure(
                new LogConfig(wanted.level(), options.format(wanted.format())),
                line -> lines.apply(plan.live().redact(line)));
        ending.waitFor(plan.node().stopTime());
        return Node.start(plan, ending.closing());
    }

    /** Says that it runs. */
    void announce(Platform platform) {
        Logging.started();
        log.atInfo()
                .addKeyValue("node", platform.node().name())
                .addKeyValue("world", platform.world().label())
                .addKeyValue("ms", Duration.ofNanos(System.nanoTime() - begun).toMillis())
                .log("{} is up", program.name());
    }

    private Function<String, @Nullable String> withServers(Purpose purpose) {
        var servers = program.servers();
        Map<String, String> started = new HashMap<>(
                purpose.isBesideAnother() ? servers.startOrJoin(environment) : servers.start(environment));
        return name -> started.containsKey(name) ? started.get(name) : environment.apply(name);
    }

    /** Before the configuration is read; a format that does not exist is complained of when it is. */
    private LogFormat earlyFormat() {
        return "json".equalsIgnoreCase(environment.apply("LOG_FORMAT")) ? LogFormat.JSON : LogFormat.TEXT;
    }
}
