package dev.tickwork.runtime;

import dev.tickwork.runtime.lifecycle.ExitCode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Asks a running process of this machine whether it is ready. For health checks of containers, which have no other HTTP
 * client.
 */
@Command(
        description = "Asks the running process whether it is ready; exits with 0 when it is, else with 1.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class HealthCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(4);
    private static final int OK = 200;

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "What to ask. By default /health/ready at NODE_PORT where that is set, else at API_PORT.")
    private @Nullable URI url;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    private final Function<String, @Nullable String> environment;

    HealthCommand(Function<String, @Nullable String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws InterruptedException {
        URI asked = url == null ? usual() : url;
        try {
            return told(asked, ask(asked)).number();
        } catch (IOException e) {
            spec.commandLine().getErr().println(asked + " does not answer: " + e);
            return ExitCode.FAILED.number();
        }
    }

    private ExitCode told(URI asked, int status) {
        spec.commandLine().getOut().println(asked + " answers " + status);
        return status == OK ? ExitCode.DONE : ExitCode.FAILED;
    }

    private static int ask(URI asked) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(asked).timeout(PATIENCE).build();
        HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
        return client.send(request, BodyHandlers.discarding()).statusCode();
    }

    private URI usual() {
        String watch = environment.apply("NODE_PORT");
        return watch == null || watch.isBlank() || watch.equals("0")
                ? ready("API_HOST", or("API_PORT", "8000"))
                : ready("NODE_HOST", watch);
    }

    private URI ready(String hostName, String port) {
        String host = or(hostName, "127.0.0.1");
        // A server that listens on every address is asked at the nearest one.
        String near = host.equals("0.0.0.0") || host.equals("::") ? "127.0.0.1" : host;
        return URI.create("http://" + near + ":" + port + "/health/ready");
    }

    private String or(String name, String fallback) {
        String value = environment.apply(name);
        return value == null || value.isBlank() ? fallback : value;
    }
}
