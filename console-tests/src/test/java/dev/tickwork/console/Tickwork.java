package dev.tickwork.console;

import static java.util.Objects.requireNonNull;

import dev.tickwork.messages.Wire;
import dev.tickwork.testservers.RealPostgres;
import dev.tickwork.testservers.RealRedis;
import dev.tickwork.testservers.TestDatabase;
import dev.tickwork.testservers.TestRedis;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A whole Tickwork in a process of its own, on the tests' servers, while the tests of a class run; they can stop it and
 * start it again.
 */
final class Tickwork implements BeforeAllCallback, AfterAllCallback {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Pattern LINK = Pattern.compile("http://\\S+/#login=\\S+");

    private final int port = freePort();
    private final Path output = Path.of("target", "tickwork-" + port + ".log");
    private final Map<String, String> environment = new HashMap<>();
    private @Nullable TestDatabase database;
    private @Nullable Process process;

    /** With a setting that differs from those of the tests. */
    Tickwork with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        database = RealPostgres.empty();
        start();
    }

    @Override
    public void afterAll(ExtensionContext context) throws InterruptedException {
        stop();
        if (database != null) {
            database.close();
        }
    }

    /** Starts it and waits until everything works and prices are there. */
    void start() throws IOException {
        var builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.tickwork.standalone.Main");
        builder.environment().putAll(usual());
        builder.environment().putAll(environment);
        builder.redirectErrorStream(true).redirectOutput(output.toFile());
        process = builder.start();
        await(this::isReady, "ready");
    }

    private Map<String, String> usual() {
        String simulatorPort = Integer.toString(freePort());
        return Map.of(
                "DATABASE_URL",
                requireNonNull(database).url(),
                "REDIS_URL",
                redis().url(),
                "API_PORT",
                Integer.toString(port),
                "SIMULATOR_PORT",
                simulatorPort,
                "SIMULATOR_URL",
                "http://127.0.0.1:" + simulatorPort,
                "TICKWORK_DATA",
                Path.of("target", "data-" + port).toString(),
                "BACKFILL_ON_STARTUP",
                "false",
                "ENVIRONMENT",
                "development");
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

    TestRedis redis() {
        return RealRedis.shared();
    }

    /** Its API, for whoever has this token; empty for nobody's. */
    Api api(String token) {
        return new Api(url(), token);
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
        String opened = api("").post("/api/v1/session", "{\"login_code\":\"" + code + "\"}");
        return keyMadeWith(Wire.tree(opened).path("token").asText());
    }

    /** A new admin's key. */
    String keyMadeWith(String token) throws IOException, InterruptedException {
        String made = api(token)
                .post("/api/v1/keys", "{\"name\":\"browser test\",\"subject\":\"tester\",\"role\":\"admin\"}");
        return Wire.tree(made).path("key").asText();
    }

    private boolean isReady() {
        try {
            return !api("").get("/health/ready").isEmpty();
        } catch (IOException | IllegalStateException notYet) {
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
