package dev.tickwork.runtime;

import io.vertx.core.Future;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Runs a part of the job engine's work until told to stop. */
@Command(mixinStandardHelpOptions = true, sortOptions = false)
final class RoleCommand implements Callable<Integer> {
    @Mixin
    private final ProcessOptions options = new ProcessOptions();

    private final Program program;
    private final Function<String, @Nullable String> environment;
    private final Purpose purpose;

    RoleCommand(Program program, Function<String, @Nullable String> environment, Purpose purpose) {
        this.program = program;
        this.environment = environment;
        this.purpose = purpose;
    }

    @Override
    public Integer call() {
        var start = new ProcessStart(program, environment, options);
        return new Daemon(program, start).run(purpose, platform -> Future.succeededFuture());
    }
}
