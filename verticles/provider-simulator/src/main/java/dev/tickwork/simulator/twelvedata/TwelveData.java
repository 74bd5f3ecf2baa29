package dev.tickwork.simulator.twelvedata;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tickwork.domain.time.Time;
import dev.tickwork.messages.Wire;
import dev.tickwork.simulator.Answer;
import dev.tickwork.simulator.Question;
import dev.tickwork.simulator.SimulatorConfig;
import dev.tickwork.simulator.Vendor;
import dev.tickwork.simulator.faults.ActiveFault;
import dev.tickwork.simulator.faults.FaultKind;
import dev.tickwork.simulator.market.Market;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Twelve Data's {@code /quote}, {@code /price} and daily {@code /time_series}: one symbol gives its object, several give an object keyed by symbol, an
 * error sits where the price would be.
 *
 * @see <a href="https://twelvedata.com/docs#quote">Twelve Data's documentation</a>
 */
public final class TwelveData implements Vendor {
    private static final String SERIES = "time_series";
    private static final Set<String> ENDPOINTS = Set.of("quote", "price", SERIES);
    private static final int SYMBOLS_OF_A_BATCH = 120;

    private final String apiKey;
    private final Prices prices;
    private final CreditPlan credits;

    private TwelveData(String apiKey, Prices prices, CreditPlan credits) {
        this.apiKey = apiKey;
        this.prices = prices;
        this.credits = credits;
    }

    /** Prices from the made-up market, or from the recorded answers where the configuration names a folder of them; blocks. */
    public static TwelveData of(SimulatorConfig config, Market market, Time time, Vertx vertx) {
        Path folder = config.mockDataPath();
        Path recorded = folder == null ? null : folder.resolve("twelvedata");
        Prices prices = recorded == null || !Files.isDirectory(recorded)
                ? new MarketPrices(vertx, market, time)
                : new RecordedPrices(vertx.fileSystem(), recorded);
        var plan = config.twelvedata();
        return new TwelveData(
                plan.apiKey().value(), prices, new CreditPlan(plan.creditsPerMinute(), plan.creditsPerDay(), time));
    }

    @Override
    public String name() {
        return "twelvedata";
    }

    @Override
    public SortedSet<FaultKind> faults() {
        return Arrays.stream(FaultKind.values())
                .filter(FaultKind::isOfCalls)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Override
    public Set<String> symbolsOf(Question question) {
        String symbols = question.parameters().get("symbol");
        var result = new LinkedHashSet<String>();
        if (symbols != null) {
            Arrays.stream(symbols.split(","))
                    .map(String::strip)
                    .filter(s -> !s.isEmpty())
                    .forEach(result::add);
        }
        return result;
    }

    @Override
    public Future<Answer> answer(Question question) {
        List<String> symbols = List.copyOf(symbolsOf(question));
        Optional<ObjectNode> refusal = refusal(question, symbols);
        if (refusal.isPresent()) {
            return refused(refusal.get());
        }
        return credits.refusal(symbols.size()).map(this::refused).orElseGet(() -> find(question, symbols));
    }

    private Optional<ObjectNode> refusal(Question question, List<String> symbols) {
        if (!apiKey.isEmpty() && !apiKey.equals(keyOf(question))) {
            return Optional.of(TwelveDataError.of(401, "**apikey** is missing or wrong."));
        }
        if (!ENDPOINTS.contains(question.endpoint())) {
            return Optional.of(TwelveDataError.of(404, "There is no endpoint " + question.endpoint() + "."));
        }
        if (symbols.isEmpty()) {
            return Optional.of(TwelveDataError.of(400, "**symbol** is missing."));
        }
        if (symbols.size() > SYMBOLS_OF_A_BATCH) {
            return Optional.of(
                    TwelveDataError.of(414, "**symbol** names more than " + SYMBOLS_OF_A_BATCH + " symbols."));
        }
        return question.endpoint().equals(SERIES)
                ? SeriesWindow.mistake(question.parameters()).map(words -> TwelveDataError.of(400, words))
                : Optional.empty();
    }

    @Override
    public Answer spoil(Answer answer, ActiveFault fault) {
        return TwelveDataFaults.spoil(answer, fault);
    }

    private Future<Answer> find(Question question, List<String> symbols) {
        return Future.all(symbols.stream()
                        .map(symbol -> prices.find(question.endpoint(), symbol, question.parameters()))
                        .toList())
                .map(found -> signed(charged(symbols, found.list())));
    }

    private Answer charged(List<String> symbols, List<ObjectNode> found) {
        credits.charge((int) found.stream()
                .filter(answer -> !TwelveDataError.isError(answer))
                .count());
        if (found.size() == 1) {
            ObjectNode only = found.get(0);
            return new Answer(TwelveDataError.isError(only) ? only.path("code").asInt() : 200, only);
        }
        ObjectNode batch = Wire.object();
        Iterator<String> keys = symbols.iterator();
        found.forEach(answer -> batch.set(keys.next(), answer));
        return new Answer(200, batch).with(TwelveDataFaults.IS_BATCH, "true");
    }

    private Future<Answer> refused(ObjectNode error) {
        return Future.succeededFuture(signed(new Answer(error.path("code").asInt(), error)));
    }

    private Answer signed(Answer answer) {
        return answer.with("api-credits-used", String.valueOf(credits.used()))
                .with("api-credits-left", String.valueOf(credits.left()));
    }

    private static String keyOf(Question question) {
        String header = question.headers().get("Authorization");
        if (header != null && header.startsWith("apikey ")) {
            return header.substring("apikey ".length());
        }
        String parameter = question.parameters().get("apikey");
        return parameter == null ? "" : parameter;
    }
}
