package dev.tickwork.runtime;

import dev.tickwork.runtime.lifecycle.ExitCode;
import dev.tickwork.runtime.once.RunFollower;
import dev.tickwork.runtime.once.RunSequence;
import dev.tickwork.runtime.terminal.ProgressBar;
import dev.tickwork.runtime.terminal.ProgressLines;
import dev.tickwork.runtime.terminal.ProgressView;
import io.vertx.core.Future;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Brings a process up that runs some jobs and ends. */
final class Once {
    private final Program program;
    private final ProcessStart start;
    private final @Nullable ProgressBar bar;

    /** @param bar shows how far a run is; null where nobody looks */
    Once(Program program, ProcessStart start, @Nullable ProgressBar bar) {
        this.program = program;
        this.start = start;
        this.bar = bar;
    }

    /** @return 0 when all jobs ended well, else 1 */
    int run(Function<RunSequence, Future<Boolean>> jobs) {
        var ending = new Ending(program.servers()).unfinishedIs(ExitCode.FAILED);
        try {
            Node node = start.run(Purpose.ONCE, ending, bar == null ? UnaryOperator.identity() : bar::beside);
            ending.started();
            boolean isWell = ended(jobs.apply(sequence(node)));
            var unused = ending.giveUp();
            return (isWell ? ExitCode.DONE : ExitCode.FAILED).number();
        } catch (RuntimeException | Error e) {
            var unused = ending.giveUp();
            throw e;
        }
    }

    private RunSequence sequence(Node node) {
        Platform platform = node.platform();
        ProgressView view = bar == null ? new ProgressLines(platform.time()) : bar;
        var follower = new RunFollower(platform.database(), platform.time(), view);
        node.runs().add(follower);
        return new RunSequence(platform.jobs(), follower, view, subject());
    }

    /** However long they take: each of their attempts is bounded. */
    private static boolean ended(Future<Boolean> jobs) {
        return jobs.await();
    }

    /** Who asks: whoever the machine says that started the process. */
    static String subject() {
        return System.getProperty("user.name", "somebody");
    }
}
