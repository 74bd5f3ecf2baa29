package dev.tickwork.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A JVM of its own that starts servers on new data, says where they are, and stops them when its input ends. */
public final class ServingJvm implements AutoCloseable {
    private static final String ANSWER = "serving ";

    private final Process process;
    private final Path data;
    private final List<String> urls;

    private ServingJvm(Process process, Path data, List<String> urls) {
        this.process = process;
        this.data = data;
        this.urls = urls;
    }

    /** @param main gets the folder of the data and calls {@link #serve} when its servers are up */
    public static ServingJvm start(Class<?> main) throws IOException {
        Path data = Files.createTempDirectory("tickwork-bench-servers");
        Process process = StandaloneJar.run(List.of("-Xmx64m", "-cp", classPath(), main.getName(), data.toString()))
                .redirectErrorStream(true)
                .start();
        var printed = process.inputReader(StandardCharsets.UTF_8);
        for (String line = printed.readLine(); line != null; line = printed.readLine()) {
            if (line.startsWith(ANSWER)) {
                String[] urls = line.substring(ANSWER.length()).split(" ");
                return new ServingJvm(process, data, List.of(urls));
            }
        }
        throw new IllegalStateException("the servers did not start on " + data);
    }

    /** To be called in that JVM: says where the servers are, and returns when they are needed no more. */
    public static void serve(String... urls) throws IOException {
        System.out.println(ANSWER + String.join(" ", urls));
        var unused = System.in.readAllBytes();
    }

    /** Where the servers are, as {@link #serve} was told. */
    public List<String> urls() {
        return urls;
    }

    private static String classPath() {
        return StandaloneJar.path() + System.getProperty("path.separator") + System.getProperty("java.class.path");
    }

    /** Stops them and deletes their data. */
    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the servers did not stop");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Folders.delete(data);
    }
}
