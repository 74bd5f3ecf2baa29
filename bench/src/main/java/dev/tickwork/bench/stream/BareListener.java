package dev.tickwork.bench.stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tickwork.bench.StandaloneJar;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** Hears the same as candle-ingest does and only reads it: the least that any listener has to do. */
final class BareListener {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ANSWER = "bare ";

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final WebSocketClient client = vertx.createWebSocketClient();
    private final LongAdder candles = new LongAdder();

    private BareListener() {}

    /**
     * What it did.
     *
     * @param candles that it read
     * @param cpu processor time that it used
     */
    record Heard(long candles, Duration cpu) {}

    /** Listens in a JVM of its own. */
    static Heard listen(int port, List<List<String>> connections, Duration time) throws IOException {
        String keys = connections.stream()
                .map(keysOfOne -> String.join(",", keysOfOne))
                .reduce((one, other) -> one + ";" + other)
                .orElse("");
        Process process = StandaloneJar.run(List.of(
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        BareListener.class.getName(),
                        String.valueOf(port),
                        keys,
                        String.valueOf(time.toMillis())))
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String answer = said.lines()
                .filter(line -> line.startsWith(ANSWER))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the bare listener heard nothing:\n" + said));
        String[] figures = answer.split(" ");
        return new Heard(Long.parseLong(figures[1]), Duration.ofNanos(Long.parseLong(figures[2])));
    }

    /** Listens, and says how many candles came in how much processor time. */
    public static void main(String[] args) throws InterruptedException {
        PrintStream out = System.out;
        var listener = new BareListener();
        for (String keys : args[1].split(";")) {
            listener.open(Integer.parseInt(args[0]), List.of(keys.split(",")));
        }
        TimeUnit.SECONDS.sleep(2);
        long before = listener.candles.sum();
        long used = cpuNanos();
        TimeUnit.MILLISECONDS.sleep(Long.parseLong(args[2]));
        out.println(ANSWER + (listener.candles.sum() - before) + " " + (cpuNanos() - used));
        listener.vertx.close().await();
    }

    private void open(int port, List<String> keys) {
        WebSocket socket = client.connect(port, "127.0.0.1", "/bitfinex/ws/2").await();
        socket.textMessageHandler(this::hear);
        keys.forEach(key -> socket.writeTextMessage(
                        "{\"event\":\"subscribe\",\"channel\":\"candles\",\"key\":\"" + key + "\"}")
                .await());
    }

    private void hear(String text) {
        try {
            JsonNode message = JSON.readTree(text);
            if (message.path(1).path(0).isNumber()) {
                candles.increment();
            }
        } catch (IOException e) {
            throw new IllegalStateException("the exchange sent what is no JSON", e);
        }
    }

    private static long cpuNanos() {
        var system = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return system.getProcessCpuTime();
    }
}
