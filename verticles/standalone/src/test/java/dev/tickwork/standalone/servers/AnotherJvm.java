package dev.tickwork.standalone.servers;

import dev.tickwork.runtime.lifecycle.CannotStart;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Starts both servers in a Java process of their own, which a test then treats badly. */
final class AnotherJvm {
    private static final String SERVING = "serving ";

    private AnotherJvm() {}

    /** Argument: the data folder. Prints both addresses, each on a line, and stays until its input ends. */
    public static void main(String[] arguments) throws IOException {
        try (var folder = DataFolder.open(Path.of(arguments[0]));
                var postgres = EmbeddedPostgres.start(folder, new SecureRandom());
                var redis = EmbeddedRedis.start(folder, new SecureRandom())) {
            System.out.println(SERVING + postgres.url());
            System.out.println(SERVING + redis.url());
            System.in.transferTo(System.out);
        } catch (CannotStart e) {
            System.out.println(e.getMessage());
            System.exit(2);
        }
    }

    /** @param environment added to ours */
    static Process startOn(Path folder, Map<String, String> environment) throws IOException {
        var java = ProcessHandle.current().info().command().orElseThrow();
        var command = List.of(
                java, "-cp", System.getProperty("java.class.path"), AnotherJvm.class.getName(), folder.toString());
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        return builder.start();
    }

    /** Waits until both servers run; what the process says instead is shown when they do not. */
    static List<String> addresses(Process jvm) throws IOException {
        var said = new ArrayList<String>();
        var reader = jvm.inputReader();
        for (var line = reader.readLine(); line != null; line = reader.readLine()) {
            said.add(line);
            var addresses = said.stream()
                    .filter(text -> text.startsWith(SERVING))
                    .map(text -> text.substring(SERVING.length()))
                    .toList();
            if (addresses.size() == 2) {
                return addresses;
            }
        }
        throw new AssertionError("the other JVM ended: " + String.join("\n", said));
    }
}
