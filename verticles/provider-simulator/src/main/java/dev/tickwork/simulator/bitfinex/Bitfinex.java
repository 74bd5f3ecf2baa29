package dev.tickwork.simulator.bitfinex;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tickwork.domain.time.Time;
import dev.tickwork.simulator.Answer;
import dev.tickwork.simulator.Question;
import dev.tickwork.simulator.SimulatorConfig.BitfinexPlan;
import dev.tickwork.simulator.Stream;
import dev.tickwork.simulator.Vendor;
import dev.tickwork.simulator.candles.Exchange;
import dev.tickwork.simulator.candles.Recordings;
import dev.tickwork.simulator.faults.ActiveFault;
import dev.tickwork.simulator.faults.FaultBoard;
import dev.tickwork.simulator.faults.FaultKind;
import dev.tickwork.simulator.market.Market;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Bitfinex's public API, version 2: candles, tickers, what it trades and whether it works, and the stream of candles.
 *
 * @see <a href="https://docs.bitfinex.com/docs/rest-public">Bitfinex's documentation</a>
 */
public final class Bitfinex implements Vendor {
    static final String NAME = "bitfinex";

    private static final String VERSION = "v2/";
    private static final String STREAM = "ws/2";

    private final BitfinexSymbols symbols;
    private final Condition condition;
    private final CallLimit limit;
    private final History history;
    private final Tickers tickers;
    private final Vertx vertx;
    private final CandleStream stream;

    private Bitfinex(BitfinexSymbols symbols, Condition condition, Exchange exchange, Parts parts) {
        this.symbols = symbols;
        this.condition = condition;
        this.vertx = parts.vertx();
        this.limit = new CallLimit(parts.plan().callsPerMinute(), parts.time());
        this.history = new History(vertx, exchange, condition);
        this.tickers = new Tickers(exchange, symbols, condition);
        this.stream = new CandleStream(
                parts.plan(),
                new CallLimit(parts.plan().connectionsPerMinute(), parts.time()),
                new Desk(symbols, history, condition),
                vertx);
    }

    /**
     * What it is made of.
     *
     * @param plan what it allows
     * @param market where its prices come from
     * @param recordings candles that are told as they were
     * @param faults what goes wrong with it
     */
    public record Parts(
            BitfinexPlan plan, Market market, Recordings recordings, FaultBoard faults, Time time, Vertx vertx) {}

    public static Bitfinex of(Parts parts) {
        var exchange = new Exchange(parts.market(), BitfinexSymbols.pairs(), parts.recordings());
        var condition = new Condition(parts.faults(), parts.time());
        return new Bitfinex(new BitfinexSymbols(exchange), condition, exchange, parts);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public SortedSet<FaultKind> faults() {
        return new TreeSet<>(EnumSet.complementOf(
                EnumSet.of(FaultKind.MINUTE_CREDITS_SPENT, FaultKind.DAY_CREDITS_SPENT, FaultKind.WRONG_SYMBOLS)));
    }

    /** Candles ask for one symbol; its name is given with {@code t} and without. */
    @Override
    public Set<String> symbolsOf(Question question) {
        return key(question.endpoint())
                .map(key -> Set.of(key.symbol(), "t" + key.symbol()))
                .orElse(Set.of());
    }

    @Override
    public Future<Answer> answer(Question question) {
        String endpoint = question.endpoint();
        String family = family(endpoint);
        if (!limit.allows(family)) {
            return Future.succeededFuture(BitfinexError.rateLimited());
        }
        if (endpoint.equals(VERSION + "platform/status")) {
            return Future.succeededFuture(status());
        }
        return condition.isOperative()
                ? found(question, endpoint, family)
                : Future.succeededFuture(BitfinexError.maintenance());
    }

    @Override
    public Answer spoil(Answer answer, ActiveFault fault) {
        return BitfinexFaults.spoil(answer, fault);
    }

    @Override
    public Optional<Stream> stream(String endpoint) {
        return endpoint.equals(STREAM) ? Optional.of(stream) : Optional.empty();
    }

    private Future<Answer> found(Question question, String endpoint, String family) {
        return switch (family) {
            case "candles" -> candles(question, endpoint);
            case "tickers" -> blocking(() -> new Answer(200, tickers.of(asked(question))));
            case "ticker" -> ticker(endpoint.substring((VERSION + "ticker/").length()));
            case "conf" -> Future.succeededFuture(conf(endpoint));
            default -> Future.succeededFuture(BitfinexError.of(404, 10020, "endpoint: invalid"));
        };
    }

    private Future<Answer> candles(Question question, String endpoint) {
        String name = keyName(endpoint);
        Optional<CandleKey> key = key(endpoint);
        if (key.isEmpty()) {
            return Future.succeededFuture(BitfinexError.invalid(CandleKey.mistake(name)));
        }
        return switch (endpoint.substring(endpoint.lastIndexOf('/') + 1)) {
            case "hist" -> history.hist(key.get(), question.parameters());
            case "last" -> history.last(key.get());
            default -> Future.succeededFuture(BitfinexError.invalid("section"));
        };
    }

    private Future<Answer> ticker(String name) {
        return symbols.find(name)
                .map(listing -> blocking(() -> new Answer(200, tickers.of(listing))))
                .orElseGet(() -> Future.succeededFuture(BitfinexError.invalid("symbol")));
    }

    private Future<Answer> blocking(java.util.concurrent.Callable<Answer> work) {
        return vertx.executeBlocking(work, false);
    }

    private java.util.stream.Stream<String> asked(Question question) {
        String names = question.parameters().get("symbols");
        return "ALL".equals(names)
                ? symbols.names().stream().map(name -> "t" + name)
                : Arrays.stream((names == null ? "" : names).split(","));
    }

    private Answer status() {
        return new Answer(200, JsonNodeFactory.instance.arrayNode().add(condition.isOperative() ? 1 : 0));
    }

    private Answer conf(String endpoint) {
        if (!endpoint.equals(VERSION + "conf/pub:list:pair:exchange")) {
            return BitfinexError.invalid("symbol");
        }
        ArrayNode names = JsonNodeFactory.instance.arrayNode();
        symbols.names().forEach(names::add);
        return new Answer(200, JsonNodeFactory.instance.arrayNode().add(names));
    }

    private Optional<CandleKey> key(String endpoint) {
        return CandleKey.of(keyName(endpoint), symbols);
    }

    /** {@code trade:1m:tBTCUSD} of {@code v2/candles/trade:1m:tBTCUSD/hist}; empty for other endpoints. */
    private static String keyName(String endpoint) {
        String[] parts = endpoint.split("/");
        return parts.length > 2 && parts[1].equals("candles") ? parts[2] : "";
    }

    private static String family(String endpoint) {
        String[] parts = endpoint.split("/");
        return endpoint.startsWith(VERSION) && parts.length > 2 || endpoint.equals(VERSION + "tickers") ? parts[1] : "";
    }
}
