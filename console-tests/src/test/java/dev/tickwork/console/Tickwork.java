package dev.tickwork.console;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.tickwork.messages.Wire;
import dev.tickwork.testservers.RealPostgres;
import dev.tickwork.testservers.RealRedis;
import dev.tickwork.testservers.TestDatabase;
import dev.tickwork.testservers.TestRedis;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A whole Tickwork in a process of its own, on the test's servers; it can be stopped and started again. */
final class Tickwork implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Pattern LINK = Pattern.compile("http://\\S+/#login=\\S+");

    private final TestDatabase database = RealPostgres.empty();
    private final TestRedis redis = RealRedis.shared();
    private final HttpClient http = HttpClient.newHttpClient();
    private final int port = freePort();
    private final int simulatorPort = freePort();
    private final Path output = Path.of("target", "tickwork.log");
    private @Nullable Process process;

    static Tickwork started() throws IOException {
        var tickwork = new Tickwork();
        tickwork.start();
        return tickwork;
    }

    /** Starts it and waits until everything works and prices are there. */
    void start() throws IOException {
        var builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "dev.tickwork.standalone.Main");
        builder.environment()
                .putAll(Map.of(
                        "DATABASE_URL", database.url(),
                        "REDIS_URL", redis.url(),
                        "API_PORT", Integer.toString(port),
                        "SIMULATOR_PORT", Integer.toString(simulatorPort),
                        "SIMULATOR_URL", "http://127.0.0.1:" + simulatorPort,
                        "TICKWORK_DATA", Path.of("target", "data").toString(),
                        "BACKFILL_ON_STARTUP", "false",
                        "ENVIRONMENT", "development"));
        builder.redirectErrorStream(true).redirectOutput(output.toFile());
        process = builder.start();
        await(this::isReady, "ready");
    }

    /** Ends it as a supervisor would. */
    void stop() throws InterruptedException {
        Process running = process;
        if (running != null && !running.destroyForcibly().waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException("it did not end");
        }
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    /** The one-time link that a first start prints. */
    String adminLink() throws IOException {
        // It is printed last, when everything is ready.
        await(() -> printedLink().isPresent(), "inviting anybody");
        return printedLink().orElseThrow();
    }

    private Optional<String> printedLink() {
        try {
            return LINK.matcher(Files.readString(output))
                    .results()
                    .map(MatchResult::group)
                    .findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A new admin's key, made with the one-time link. */
    String adminKey() throws IOException, InterruptedException {
        String code = adminLink().substring(adminLink().indexOf('=') + 1);
        String opened = ask(HttpRequest.newBuilder(URI.create(url() + "/api/v1/session"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"login_code\":\"" + code + "\"}")));
        return keyMadeWith(Wire.tree(opened).path("token").asText());
    }

    /** A new admin's key. */
    String keyMadeWith(String token) throws IOException, InterruptedException {
        String made =
                post("/api/v1/keys", token, "{\"name\":\"browser test\",\"subject\":\"tester\",\"role\":\"admin\"}");
        return Wire.tree(made).path("key").asText();
    }

    TestRedis redis() {
        return redis;
    }

    @CanIgnoreReturnValue
    String post(String path, String token, String body) throws IOException, InterruptedException {
        return ask(request(path, token)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    String get(String path, String token) throws IOException, InterruptedException {
        return ask(request(path, token).GET());
    }

    @CanIgnoreReturnValue
    String delete(String path, String token) throws IOException, InterruptedException {
        return ask(request(path, token).DELETE());
    }

    private HttpRequest.Builder request(String path, String token) {
        return HttpRequest.newBuilder(URI.create(url() + path)).header("Authorization", "Bearer " + token);
    }

    private String ask(HttpRequest.Builder request) throws IOException, InterruptedException {
        var answer = http.send(request.build(), BodyHandlers.ofString());
        if (answer.statusCode() >= 300) {
            throw new IllegalStateException(answer.statusCode() + " " + answer.body());
        }
        return answer.body();
    }

    @Override
    public void close() throws InterruptedException {
        stop();
        database.close();
    }

    private boolean isReady() {
        try {
            var request =
                    HttpRequest.newBuilder(URI.create(url() + "/health/ready")).build();
            return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void await(BooleanSupplier condition, String what) throws IOException {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (!condition.getAsBoolean()) {
            boolean isAlive = Optional.ofNullable(process).map(Process::isAlive).orElse(false);
            if (!isAlive || Instant.now().isAfter(deadline)) {
                throw new IllegalStateException("Tickwork is not " + what + ": " + lastLines());
            }
            pause();
        }
    }

    private List<String> lastLines() throws IOException {
        List<String> lines = Files.readAllLines(output);
        return lines.subList(Math.max(0, lines.size() - 20), lines.size());
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(100);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
