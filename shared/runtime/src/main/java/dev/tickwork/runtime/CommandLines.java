package dev.tickwork.runtime;

import dev.tickwork.postgres.StartFailure;
import dev.tickwork.postgres.WrongWorld;
import dev.tickwork.runtime.config.ConfigurationRefused;
import dev.tickwork.runtime.lifecycle.CannotStart;
import dev.tickwork.runtime.lifecycle.ExitCode;
import java.io.PrintWriter;
import java.util.stream.Collectors;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/** Makes the command line of a program: what it understands, its help, and what it says when something is wrong. */
final class CommandLines {
    private CommandLines() {}

    static CommandLine of(Program program) {
        var line = new CommandLine(new RunCommand(program, System::getenv))
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

    private static int explain(Exception failure, CommandLine line, ParseResult asked) {
        PrintWriter err = line.getErr();
        if (failure instanceof ConfigurationRefused refused) {
            err.println(line.getCommandName() + ": " + refused.getMessage());
            return ExitCode.MISUSED.number();
        }
        if (failure instanceof CannotStart cannot) {
            err.println(line.getCommandName() + ": " + oneLine(cannot));
            return cannot.exitCode().number();
        }
        if (failure instanceof StartFailure database) {
            err.println(line.getCommandName() + ": " + oneLine(database));
            return (database instanceof WrongWorld ? ExitCode.MISUSED : ExitCode.FAILED).number();
        }
        LoggerFactory.getLogger(CommandLines.class).atError().setCause(failure).log("the process could not start");
        err.println(line.getCommandName() + ": could not start: " + oneLine(failure) + " (the log has more)");
        return ExitCode.FAILED.number();
    }

    private static String oneLine(Exception failure) {
        return String.valueOf(failure.getMessage()).lines().collect(Collectors.joining(" "));
    }
}
