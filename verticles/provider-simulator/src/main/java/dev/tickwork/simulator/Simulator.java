package dev.tickwork.simulator;

import dev.tickwork.domain.time.Time;
import dev.tickwork.simulator.faults.ActiveFault;
import dev.tickwork.simulator.faults.FaultBoard;
import dev.tickwork.simulator.faults.FaultKind;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An HTTP server that every provider's answers come from, each vendor under its name: {@code
 * /twelvedata/quote?symbol=XAU/USD}. It answers as of the clock that it is given.
 */
public final class Simulator {
    private static final Logger log = LoggerFactory.getLogger(Simulator.class);

    private final Vertx vertx;
    private final SimulatorConfig config;
    private final Vendors vendors;
    private final FaultBoard faults;
    private final Delivery delivery;
    private final HttpServer server;
    private final Map<String, LongAdder> calls = new ConcurrentHashMap<>();

    private Simulator(Vertx vertx, SimulatorConfig config, Vendors vendors, FaultBoard faults) {
        this.vertx = vertx;
        this.config = config;
        this.vendors = vendors;
        this.faults = faults;
        this.delivery = new Delivery(vertx);
        this.server = vertx.createHttpServer().requestHandler(this::handle);
    }

    /**
     * Starts listening.
     *
     * @param random decides which calls a fault hits that does not hit all
     * @return fails with {@link IllegalArgumentException} when a recording cannot be read, else when the port is taken
     */
    public static Future<Simulator> start(Vertx vertx, SimulatorConfig config, Time time, RandomGenerator random) {
        var faults = new FaultBoard(random, time);
        return vertx.executeBlocking(() -> Vendors.of(vertx, config, time, faults))
                .map(vendors -> new Simulator(vertx, config, vendors, faults))
                .compose(simulator ->
                        simulator.server.listen(config.port(), config.host()).map(simulator));
    }

    /** The port that it listens on. */
    public int port() {
        return server.actualPort();
    }

    /** Where a vendor's paths begin, such as {@code http://127.0.0.1:8010/twelvedata}. */
    public String baseUrl(String vendor) {
        return "http://" + config.host() + ":" + port() + "/" + vendor;
    }

    /** The vendors that it plays, by their stable names, and what can go wrong with each. */
    public SortedMap<String, SortedSet<FaultKind>> faultsByVendor() {
        return vendors.faults();
    }

    /** How many calls began with that path, such as {@code bitfinex/v2/candles}, however they were answered. */
    public long calls(String path) {
        return calls.entrySet().stream()
                .filter(counted -> counted.getKey().startsWith(path))
                .mapToLong(counted -> counted.getValue().sum())
                .sum();
    }

    /** What goes wrong, to be changed at any time. */
    public FaultBoard faults() {
        return faults;
    }

    /** Stops listening and drops open connections. Safe to repeat. */
    public Future<Void> close() {
        return server.close();
    }

    private void handle(HttpServerRequest request) {
        Question question = Question.of(request);
        vendors.find(question.vendor())
                .map(vendor ->
                        isForStream(request) ? open(vendor, question, request) : answer(vendor, question, request))
                .orElseGet(() -> refuse(request, 404))
                .onFailure(Delivery::callerIsGone);
    }

    private static boolean isForStream(HttpServerRequest request) {
        return request.headers().contains(HttpHeaders.UPGRADE, HttpHeaders.WEBSOCKET, true);
    }

    private static Future<Void> open(Vendor vendor, Question question, HttpServerRequest request) {
        Optional<VendorStream> stream = vendor.stream(question.endpoint());
        if (stream.isEmpty()) {
            return refuse(request, 404);
        }
        return stream.get().admits()
                ? request.toWebSocket().onSuccess(stream.get()::open).mapEmpty()
                : refuse(request, 429);
    }

    private Future<Void> answer(Vendor vendor, Question question, HttpServerRequest request) {
        calls.computeIfAbsent(vendor.name() + "/" + question.endpoint(), uncalled -> new LongAdder())
                .increment();
        Optional<ActiveFault> fault = faults.hit(vendor.name(), vendor.symbolsOf(question));
        return latency()
                .compose(waited -> vendor.answer(question))
                .map(answer -> fault.map(hit -> vendor.spoil(answer, hit)).orElse(answer))
                .compose(answer -> deliver(request, answer, fault), broken -> failed(request, broken));
    }

    private Future<Void> deliver(HttpServerRequest request, Answer answer, Optional<ActiveFault> fault) {
        return fault.map(hit -> delivery.send(request, answer, hit.rule().kind()))
                .orElseGet(() -> delivery.send(request, answer));
    }

    private static Future<Void> failed(HttpServerRequest request, Throwable broken) {
        log.atError().setCause(broken).log("made-up answer failed");
        return refuse(request, 500);
    }

    private static Future<Void> refuse(HttpServerRequest request, int status) {
        return request.response().setStatusCode(status).end();
    }

    /** Latency is the network's, so it passes in real time whatever the clock says. */
    private Future<?> latency() {
        return config.delay().isZero()
                ? Future.succeededFuture()
                : vertx.timer(config.delay().toMillis(), TimeUnit.MILLISECONDS);
    }
}
