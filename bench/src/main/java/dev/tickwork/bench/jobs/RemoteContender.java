package dev.tickwork.bench.jobs;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.tickwork.bench.StandaloneJar;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A contender in a {@link ContenderProcess}, told what to do from here. */
final class RemoteContender implements AutoCloseable {
    /** The same for all: small enough that garbage is collected, and memory can be compared. */
    private static final String HEAP = "-Xmx256m";

    private static final String QUIET = "-Dlogback.configurationFile=contender-logback.xml";

    private final Process process;
    private final BufferedReader answers;
    private final Path log;

    private RemoteContender(Process process, Path log) {
        this.process = process;
        this.answers = process.inputReader(StandardCharsets.UTF_8);
        this.log = log;
    }

    /** Starts it on a database of its own; its tables are there when this returns. */
    static RemoteContender start(Entrant entrant, PostgresAddress database) throws IOException {
        Path log = Files.createTempFile("tickwork-bench", ".log");
        var builder = StandaloneJar.run(List.of(
                        HEAP,
                        QUIET,
                        "-cp",
                        System.getProperty("java.class.path"),
                        ContenderProcess.class.getName(),
                        entrant.name()))
                .redirectError(log.toFile());
        builder.environment().put(ContenderProcess.DATABASE, database.url());
        var contender = new RemoteContender(builder.start(), log);
        var unused = contender.answer();
        return contender;
    }

    /** Tells it what {@link Orders} know, and waits until it is done. */
    @CanIgnoreReturnValue
    long[] order(String what, int... howMuch) throws IOException {
        String line = Arrays.stream(howMuch).mapToObj(number -> " " + number).reduce(what, String::concat) + "\n";
        process.getOutputStream().write(line.getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
        return answer();
    }

    /** The same for what answers a number and the nanoseconds that it took. */
    Throughput measure(String what, int... howMuch) throws IOException {
        long[] answer = order(what, howMuch);
        return new Throughput(answer[0], answer[1]);
    }

    private long[] answer() throws IOException {
        String line = answers.readLine();
        if (line == null) {
            throw new IllegalStateException("a contender is gone:\n" + Files.readString(log));
        }
        return Arrays.stream(line.split(" ")).skip(1).mapToLong(Long::parseLong).toArray();
    }

    /** Ends it in order, or by force when it does not. */
    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Files.delete(log);
    }
}
