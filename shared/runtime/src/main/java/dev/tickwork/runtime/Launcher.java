package dev.tickwork.runtime;

import dev.tickwork.runtime.lifecycle.ExitCode;
import java.util.List;

/** Where every {@code main} of Tickwork goes. */
public final class Launcher {
    private Launcher() {}

    /**
     * Runs a process with these verticles, as the command line and the configuration say. Returns when it is up; when it
     * cannot come up, says why in one line and ends the JVM: with 2 when it was started wrongly, else with 1.
     */
    public static void run(String[] args, List<VerticleDefinition<?>> verticles) {
        run(args, Program.of(verticles));
    }

    /** As {@link #run(String[], List)}, for a program with more to it than its verticles. */
    public static void run(String[] args, Program program) {
        int code = CommandLines.of(program).execute(args);
        if (code != ExitCode.DONE.number()) {
            System.exit(code);
        }
    }
}
