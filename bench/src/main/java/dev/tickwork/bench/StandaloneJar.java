package dev.tickwork.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The jar that people start, and the JDK's programs to run it with. */
public final class StandaloneJar {
    private static final Path JAR = Path.of("verticles/standalone/target/tickwork.jar");

    private StandaloneJar() {}

    /** Where it lies, seen from the project's folder. */
    public static Path path() {
        if (!Files.exists(JAR)) {
            throw new IllegalStateException(JAR + " is missing; run `make bench` in the project's folder");
        }
        return JAR;
    }

    /** Java with these arguments, on servers of its own whatever our environment names. */
    public static ProcessBuilder run(List<String> arguments) {
        var command = new ArrayList<String>();
        command.add(program("java"));
        command.addAll(arguments);
        var builder = new ProcessBuilder(command);
        builder.environment().keySet().removeAll(List.of("DATABASE_URL", "REDIS_URL", "JAVA_TOOL_OPTIONS"));
        return builder;
    }

    /** A program of the JDK that runs us. */
    public static String program(String name) {
        return Path.of(System.getProperty("java.home"), "bin", name).toString();
    }
}
