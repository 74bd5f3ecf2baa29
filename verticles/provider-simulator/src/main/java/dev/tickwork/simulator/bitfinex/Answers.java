package dev.tickwork.simulator.bitfinex;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tickwork.simulator.Answer;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What Bitfinex answers when nothing is wrong with it. */
final class Answers {
    private final Vertx vertx;
    private final Desk desk;
    private final Tickers tickers;

    Answers(Vertx vertx, Desk desk, Tickers tickers) {
        this.vertx = vertx;
        this.desk = desk;
        this.tickers = tickers;
    }

    Future<Answer> to(Endpoint endpoint, MultiMap parameters) {
        return switch (endpoint.family()) {
            case "candles" -> candles(endpoint, parameters);
            case "tickers" -> blocking(() -> new Answer(200, tickers.of(asked(parameters.get("symbols")))));
            case "ticker" -> ticker(endpoint.item());
            case "conf" -> Future.succeededFuture(conf(endpoint.item()));
            default -> Future.succeededFuture(BitfinexError.of(404, 10020, "endpoint: invalid"));
        };
    }

    /** Whether it works. */
    Answer status() {
        int status = desk.condition().isOperative() ? 1 : 0;
        return new Answer(200, JsonNodeFactory.instance.arrayNode().add(status));
    }

    private Future<Answer> candles(Endpoint endpoint, MultiMap parameters) {
        Optional<CandleKey> key = CandleKey.of(endpoint.item(), desk.symbols());
        if (key.isEmpty()) {
            return Future.succeededFuture(BitfinexError.invalid(CandleKey.mistake(endpoint.item())));
        }
        return switch (endpoint.section()) {
            case "hist" -> desk.history().hist(key.get(), parameters);
            case "last" -> desk.history().last(key.get());
            default -> Future.succeededFuture(BitfinexError.invalid("section"));
        };
    }

    private Future<Answer> ticker(String name) {
        return desk.symbols()
                .find(name)
                .map(listing -> blocking(() -> new Answer(200, tickers.of(listing))))
                .orElseGet(() -> Future.succeededFuture(BitfinexError.invalid("symbol")));
    }

    private Answer conf(String item) {
        if (!item.equals("pub:list:pair:exchange")) {
            return BitfinexError.invalid("symbol");
        }
        ArrayNode names = JsonNodeFactory.instance.arrayNode();
        desk.symbols().names().forEach(names::add);
        return new Answer(200, JsonNodeFactory.instance.arrayNode().add(names));
    }

    private Future<Answer> blocking(Callable<Answer> work) {
        return vertx.executeBlocking(work, false);
    }

    private Stream<String> asked(@Nullable String names) {
        return "ALL".equals(names)
                ? desk.symbols().names().stream().map(name -> "t" + name)
                : Arrays.stream((names == null ? "" : names).split(","));
    }
}
