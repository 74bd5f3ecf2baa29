package dev.tickwork.runtime;

import dev.tickwork.runtime.once.RunNow;
import dev.tickwork.runtime.once.RunSequence;
import dev.tickwork.runtime.terminal.ProgressBar;
import io.vertx.core.Future;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Runs verticles until told to stop, or some of their jobs once. */
@Command(
        description = "Runs verticles of Tickwork, the market-data back office, until told to stop.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        optionListHeading = "%nOptions:%n",
        commandListHeading = "%nCommands:%n")
final class RunCommand implements Callable<Integer> {
    @Mixin
    private final ProcessOptions options = new ProcessOptions();

    @Mixin
    private final JobOptions jobs = new JobOptions();

    private final Program program;
    private final Function<String, @Nullable String> environment;

    RunCommand(Program program, Function<String, @Nullable String> environment) {
        this.program = program;
        this.environment = environment;
    }

    @Override
    public Integer call() {
        var start = new ProcessStart(program, environment, options);
        Map<String, String> arguments = jobs.arguments();
        @Nullable String job = jobs.job();
        if (job != null) {
            return once(start, sequence -> sequence.one(job, arguments));
        }
        return jobs.isAll()
                ? once(start, RunSequence::nightly)
                : new Daemon(program, start).run(Purpose.ALL, this::first);
    }

    private int once(ProcessStart start, Function<RunSequence, Future<Boolean>> wish) {
        boolean isSeen = System.console() != null && !options.isJson();
        return new Once(program, start, isSeen ? new ProgressBar(System.out) : null).run(wish);
    }

    private Future<Void> first(Platform platform) {
        return jobs.firesAtOnce()
                ? program.welcome().apply(platform).compose(said -> RunNow.every(platform.jobs(), Once.subject()))
                : program.welcome().apply(platform);
    }
}
