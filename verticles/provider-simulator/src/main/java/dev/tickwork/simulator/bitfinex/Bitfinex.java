package dev.tickwork.simulator.bitfinex;

import dev.tickwork.domain.time.Time;
import dev.tickwork.simulator.Answer;
import dev.tickwork.simulator.Question;
import dev.tickwork.simulator.SimulatorConfig.BitfinexPlan;
import dev.tickwork.simulator.Vendor;
import dev.tickwork.simulator.VendorStream;
import dev.tickwork.simulator.candles.Exchange;
import dev.tickwork.simulator.candles.Recordings;
import dev.tickwork.simulator.faults.ActiveFault;
import dev.tickwork.simulator.faults.FaultBoard;
import dev.tickwork.simulator.faults.FaultKind;
import dev.tickwork.simulator.market.Market;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
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

    private static final String STREAM = "ws/2";

    private final CallLimit limit;
    private final CallLimit statusLimit;
    private final Desk desk;
    private final Answers answers;
    private final CandleStream stream;

    private Bitfinex(Parts parts, Desk desk, Answers answers, CandleStream stream) {
        int calls = parts.plan().callsPerMinute();
        this.limit = new CallLimit(calls, parts.time());
        this.statusLimit = new CallLimit(calls - calls / 2, parts.time());
        this.desk = desk;
        this.answers = answers;
        this.stream = stream;
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
        var plan = parts.plan();
        var exchange = new Exchange(parts.market(), BitfinexSymbols.pairs(), parts.recordings());
        var symbols = new BitfinexSymbols(exchange);
        var condition = new Condition(parts.faults(), parts.time());
        var desk = new Desk(symbols, new History(parts.vertx(), exchange, condition), condition);
        var connections = new CallLimit(plan.connectionsPerMinute(), parts.time());
        return new Bitfinex(
                parts,
                desk,
                new Answers(parts.vertx(), desk, new Tickers(exchange, symbols, condition)),
                new CandleStream(plan, connections, desk, parts.vertx()));
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
        return CandleKey.of(Endpoint.of(question.endpoint()).item(), desk.symbols())
                .map(key -> Condition.namesOf(key.symbol()))
                .orElse(Set.of());
    }

    @Override
    public Future<Answer> answer(Question question) {
        Endpoint endpoint = Endpoint.of(question.endpoint());
        if (!(endpoint.isStatus() ? statusLimit : limit).allows(endpoint.family())) {
            return Future.succeededFuture(BitfinexError.rateLimited());
        }
        if (endpoint.isStatus()) {
            return Future.succeededFuture(answers.status());
        }
        return desk.condition().isOperative()
                ? answers.to(endpoint, question.parameters())
                : Future.succeededFuture(BitfinexError.maintenance());
    }

    @Override
    public Answer spoil(Answer answer, ActiveFault fault) {
        return BitfinexFaults.spoil(answer, fault);
    }

    @Override
    public Optional<VendorStream> stream(String endpoint) {
        return endpoint.equals(STREAM) ? Optional.of(stream) : Optional.empty();
    }
}
