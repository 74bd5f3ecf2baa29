package dev.tickwork.runtime;

import dev.tickwork.postgres.StartFailure;
import dev.tickwork.postgres.WrongWorld;
import dev.tickwork.runtime.config.ConfigurationRefused;
import dev.tickwork.runtime.lifecycle.CannotStart;
import dev.tickwork.runtime.lifecycle.ExitCode;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/** Makes the command line of a program: what it understands, its help, and what it says when something is wrong. */
final class CommandLines {
    private CommandLines() {}

    static CommandLine of(Program program) {
        var line = new CommandLine(new RunCommand(program, System::getenv))
                .addSubcommand(
                        "worker",
                        role(
                                new RoleCommand(program, System::getenv, Purpose.WORKER),
                                "Works on runs that wait, until told to stop; fires no schedule."))
                .addSubcommand(
                        "scheduler",
                        role(
                                new RoleCommand(program, System::getenv, Purpose.SCHEDULER),
                                "Makes runs by their schedules, until told to stop; works on none."))
                .addSubcommand("health", new HealthCommand(System::getenv))
                .setCommandName(program.name())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .setUsageHelpLongOptionsMaxWidth(24)
                .setExecutionExceptionHandler(CommandLines::explain);
        line.getCommandSpec()
                .version(program.name() + " " + NodeIdentity.version(), "Java " + Runtime.version())
                .usageMessage()
                .footer(HelpText.of(program));
        return line;
    }

    private static CommandLine role(RoleCommand command, String description) {
        var line = new CommandLine(command);
        line.getCommandSpec().usageMessage().description(description);
        return line;
    }

    private static int explain(Exception failure, CommandLine line, ParseResult asked) {
        if (isMeantForPeople(failure)) {
            say(line, failure instanceof ConfigurationRefused ? failure.getMessage() : oneLine(failure));
        } else {
            LoggerFactory.getLogger(CommandLines.class)
                    .atError()
                    .setCause(failure)
                    .log("the process could not start");
            say(line, "could not start: " + oneLine(failure) + " (the log has more)");
        }
        return exitCode(failure).number();
    }

    private static boolean isMeantForPeople(Exception failure) {
        return failure instanceof ConfigurationRefused
                || failure instanceof CannotStart
                || failure instanceof StartFailure;
    }

    private static ExitCode exitCode(Exception failure) {
        if (failure instanceof CannotStart cannot) {
            return cannot.exitCode();
        }
        boolean isMisuse = failure instanceof ConfigurationRefused || failure instanceof WrongWorld;
        return isMisuse ? ExitCode.MISUSED : ExitCode.FAILED;
    }

    private static void say(CommandLine line, @Nullable String message) {
        line.getErr().println(line.getCommandName() + ": " + message);
    }

    private static String oneLine(Exception failure) {
        return String.valueOf(failure.getMessage()).lines().collect(Collectors.joining(" "));
    }
}
