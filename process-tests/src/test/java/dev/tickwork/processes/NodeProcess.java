package dev.tickwork.processes;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A runnable jar in a JVM of its own. */
final class NodeProcess {
    /** What somebody who sends a signal waits for. */
    private static final Duration END = Duration.ofSeconds(10);

    private static final List<String> JAVA = List.of(
            ProcessHandle.current().info().command().orElseThrow(),
            "-Xmx256m",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-jar");
    /** Whatever else our own environment holds could change how Tickwork runs. */
    private static final Set<String> INHERITED = Set.of("PATH", "HOME", "LANG", "TMPDIR");

    private final Process process;
    private final Path output;

    private NodeProcess(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /**
     * @param jar as the build made it
     * @param environment all that it sees but for the machine's own variables
     * @param output where what it prints goes
     */
    static NodeProcess start(Path jar, Map<String, String> environment, Path output, List<String> arguments) {
        List<String> command = Stream.of(JAVA, List.of(jar.toString()), arguments)
                .flatMap(List::stream)
                .toList();
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().keySet().retainAll(INHERITED);
        builder.environment().putAll(environment);
        try {
            return new NodeProcess(builder.start(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As the kernel does it when memory runs out: no goodbye. */
    @CanIgnoreReturnValue
    NodeProcess kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
        return this;
    }

    /** SIGTERM. @return the exit code; fails when it takes longer than whoever sends the signal waits */
    int stop() throws InterruptedException {
        process.destroy();
        return exitCode(END);
    }

    /** Waits until it ends by itself. */
    int exitCode(Duration atMost) throws InterruptedException {
        if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("did not end within " + atMost.toSeconds() + " s:\n" + output());
        }
        return process.exitValue();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** All that it has printed so far. */
    String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
