package dev.tickwork.standalone.servers;

import dev.tickwork.runtime.lifecycle.CannotStart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a server's own command line programs, each to its end and undisturbed by the user's locale and settings. */
final class Tool {
    private static final Duration LIMIT = Duration.ofMinutes(6);

    private Tool() {}

    /** @param output what the program said on both its streams */
    record Result(int exitCode, String output) {
        boolean isSuccess() {
            return exitCode == 0;
        }

        /** The output as one line; says why when it failed. */
        String reason() {
            return output.replaceAll("\\s*\\R\\s*", "; ");
        }
    }

    /**
     * @param input what the program reads; may be empty
     * @throws CannotStart when it cannot be started or does not end within minutes
     */
    static Result run(List<String> command, String input) {
        try {
            var said = Files.createTempFile("tickwork-", ".out");
            try {
                return new Result(
                        exitCode(command, input, said), Files.readString(said).strip());
            } finally {
                Files.delete(said);
            }
        } catch (IOException e) {
            throw CannotStart.because("cannot run " + command.get(0) + ": " + e.getMessage(), e);
        }
    }

    private static int exitCode(List<String> command, String input, Path said) throws IOException {
        var process = builder(command)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        try (var stdin = process.outputWriter()) {
            stdin.write(input);
        }
        return await(process, command);
    }

    private static ProcessBuilder builder(List<String> command) {
        var builder = new ProcessBuilder(command);
        var environment = builder.environment();
        environment
                .keySet()
                .removeIf(name -> name.startsWith("PG")); // PGDATA, PGPORT, PGOPTIONS … mean another Postgres
        environment.put("LC_ALL", "C");
        return builder;
    }

    private static int await(Process process, List<String> command) {
        try {
            if (process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                return process.exitValue();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
        throw CannotStart.because(command.get(0) + " did not end within " + LIMIT.toSeconds() + " s", null);
    }
}
