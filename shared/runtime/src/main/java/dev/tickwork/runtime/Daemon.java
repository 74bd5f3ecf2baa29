package dev.tickwork.runtime;

import dev.tickwork.runtime.lifecycle.ExitCode;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Brings a process up that runs until it is told to stop. */
final class Daemon {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Program program;
    private final ProcessStart start;

    Daemon(Program program, ProcessStart start) {
        this.program = program;
        this.start = start;
    }

    /**
     * Returns when it is up, and what it was given to do first is done.
     *
     * @param first done once everything runs; the process ends when it fails
     */
    int run(Purpose purpose, Function<Platform, Future<Void>> first) {
        var ending = new Ending(program.servers());
        try {
            Node node = start.run(purpose, ending, UnaryOperator.identity());
            Waiting.upTo(PATIENCE, "what is done first", first.apply(node.platform()));
            ending.started();
            start.announce(node.platform());
        } catch (RuntimeException | Error e) {
            if (!ending.giveUp()) {
                throw e;
            }
        }
        return ExitCode.DONE.number();
    }
}
