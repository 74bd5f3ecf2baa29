package dev.tickwork.bench.stream;

import dev.tickwork.bench.LoggedProcess;
import dev.tickwork.bench.StandaloneJar;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One verticle in a process of its own, watched from outside. */
final class Member implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern LIVE = Pattern.compile("Total\\s+\\d+\\s+(\\d+)");
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final LoggedProcess process;
    private final URI api;

    private Member(LoggedProcess process, URI api) {
        this.process = process;
        this.api = api;
    }

    /** Starts the verticle whose program that is, and waits until all is well with it. */
    static Member start(String program, Map<String, String> environment) throws IOException, InterruptedException {
        int port = LoggedProcess.freePort();
        var builder = StandaloneJar.run(List.of(
                "-Xmx256m",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
                "-cp",
                StandaloneJar.path().toString(),
                program));
        builder.environment().putAll(environment);
        builder.environment().put("NODE_PORT", String.valueOf(port));
        var member = new Member(LoggedProcess.start(builder), URI.create("http://127.0.0.1:" + port));
        member.process.awaitReady(member.api.resolve("/health/ready"), PATIENCE);
        return member;
    }

    /** The sum of a metric over its tags; 0 when it is not there. */
    double metric(String name) throws IOException, InterruptedException {
        return HTTP.send(HttpRequest.newBuilder(api.resolve("/metrics")).build(), BodyHandlers.ofString())
                .body()
                .lines()
                .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /** The processor time that it has used so far. */
    Duration cpu() {
        return process.cpu();
    }

    /** What its heap holds after a collection, in bytes. */
    long heapBytes() throws IOException {
        Matcher matcher = LIVE.matcher(jcmd("GC.class_histogram"));
        if (!matcher.find()) {
            throw new IllegalStateException("the heap could not be seen");
        }
        return Long.parseLong(matcher.group(1));
    }

    /** How many lines of its log hold those words. */
    long said(String words) throws IOException {
        return process.said(words);
    }

    private String jcmd(String command) throws IOException {
        Process asked = new ProcessBuilder(StandaloneJar.program("jcmd"), String.valueOf(process.pid()), command)
                .redirectErrorStream(true)
                .start();
        return new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        process.close();
    }
}
