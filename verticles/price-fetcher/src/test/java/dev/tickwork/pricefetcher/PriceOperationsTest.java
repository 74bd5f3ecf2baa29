package dev.tickwork.pricefetcher;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tickwork.domain.quotes.Quote;
import dev.tickwork.messages.ApiProblem;
import dev.tickwork.messages.Bus;
import dev.tickwork.messages.OperationRequest;
import dev.tickwork.messages.Operations;
import dev.tickwork.messages.VertxBus;
import dev.tickwork.messages.Wire;
import dev.tickwork.postgres.Database;
import dev.tickwork.testkit.PostgresFixture;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresFixture.class)
class PriceOperationsTest {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    private static final UUID RUN = UUID.fromString("0190d5c2-0000-7000-8000-000000000001");

    private final Vertx vertx = Vertx.vertx();
    private final Bus bus = new VertxBus(vertx.eventBus());
    private final QuoteStore store = new QuoteStore();
    private final PriceBoard board = new PriceBoard();

    @BeforeEach
    void answer(Database db) throws Exception {
        var operations = new PriceOperations(db, store, board, Instruments.CATALOG, true);
        Future.all(operations.answerOn(bus)).await(5, SECONDS);
    }

    @AfterEach
    void close() throws Exception {
        vertx.close().await(10, SECONDS);
    }

    @Test
    void history_is_paged_to_its_end_and_says_what_wrote_each_price(Database db) throws Exception {
        List<Quote> quotes =
                IntStream.range(0, 5).mapToObj(PriceOperationsTest::gold).toList();
        db.write(tx -> store.saveAll(tx, quotes, RUN)).await(10, SECONDS);

        JsonObject first = history(parameters().put("limit", 3));
        JsonObject second = history(parameters().put("limit", 3).put("cursor", first.getString("next_cursor")));

        assertThat(prices(first)).containsExactly("2004.10", "2003.10", "2002.10");
        assertThat(prices(second)).containsExactly("2001.10", "2000.10");
        assertThat(second.getString("next_cursor")).isNull();
        JsonObject newest = first.getJsonArray("items").getJsonObject(0);
        assertThat(newest.getString("run_id")).isEqualTo(RUN.toString());
        assertThat(newest.getString("source")).isEqualTo("twelvedata");
        assertThat(first.getBoolean("simulated")).isTrue();
    }

    @Test
    void history_is_cut_to_the_moments_that_were_asked_for(Database db) throws Exception {
        List<Quote> quotes =
                IntStream.range(0, 5).mapToObj(PriceOperationsTest::gold).toList();
        db.write(tx -> store.saveAll(tx, quotes, RUN)).await(10, SECONDS);

        JsonObject page = history(parameters()
                .put("limit", 100)
                .put("from", NOON.plusSeconds(1).toString())
                .put("to", NOON.plusSeconds(3).toString()));

        assertThat(prices(page)).containsExactly("2002.10", "2001.10");
    }

    @Test
    void bad_questions_are_refused_with_the_field_named() {
        assertProblem(parameters("NOSUCH").put("limit", 3), 404, "there is no instrument NOSUCH");
        assertProblem(parameters().put("limit", 3).put("cursor", "made up"), 422, "some values are not acceptable");
        assertProblem(
                parameters().put("limit", 3).put("from", NOON.toString()).put("to", NOON.toString()),
                422,
                "some values are not acceptable");
    }

    @Test
    void the_board_is_the_answer_when_redis_is_away() throws Exception {
        board.put(List.of(new LivePrices(Instruments.CATALOG, 3).of(gold(0), RUN, Duration.ofSeconds(5))));

        assertThat(ask("prices.list", new JsonObject()).getJsonArray("prices")).hasSize(1);
        assertThat(ask("prices.get", parameters()).getString("price")).isEqualTo("2000.10");
        assertThatThrownBy(() -> ask("prices.get", parameters("EURUSD")))
                .isInstanceOfSatisfying(
                        ApiProblem.class, e -> assertThat(e.status()).isEqualTo(404));
    }

    @Test
    void an_older_price_never_replaces_a_newer_one_on_the_board() throws Exception {
        var livePrices = new LivePrices(Instruments.CATALOG, 3);
        Quote late = new Quote(
                "XAUUSD", new BigDecimal("1"), null, NOON.plusSeconds(1), NOON.plusSeconds(9), "twelvedata", true);
        board.put(List.of(livePrices.of(gold(5), RUN, Duration.ofSeconds(5))));

        board.put(List.of(livePrices.of(late, RUN, Duration.ofSeconds(5))));

        assertThat(ask("prices.get", parameters()).getString("price")).isEqualTo("2005.10");
    }

    private void assertProblem(JsonObject parameters, int status, String detail) {
        assertThatThrownBy(() -> history(parameters)).isInstanceOfSatisfying(ApiProblem.class, problem -> {
            assertThat(problem.status()).isEqualTo(status);
            assertThat(problem.detail()).isEqualTo(detail);
        });
    }

    private JsonObject history(JsonObject parameters) throws Exception {
        return ask("prices.history", parameters);
    }

    /** As the gateway asks: text on the wire. */
    private JsonObject ask(String operation, JsonObject parameters) throws Exception {
        var request = new JsonObject()
                .put("caller", new JsonObject().put("subject", "ann").put("role", "viewer"))
                .put("parameters", parameters);
        OperationRequest asked = Wire.decode(request.encode(), OperationRequest.class);
        return bus.ask(Operations.call(operation), asked)
                .map(reply -> new JsonObject(Wire.encode(reply)).getJsonObject("body"))
                .await(10, SECONDS);
    }

    private static List<Object> prices(JsonObject page) {
        JsonArray items = page.getJsonArray("items");
        return items.stream().map(item -> ((JsonObject) item).getValue("price")).toList();
    }

    private static JsonObject parameters() {
        return parameters("XAUUSD");
    }

    private static JsonObject parameters(String symbol) {
        return new JsonObject().put("symbol", symbol);
    }

    private static Quote gold(int second) {
        Instant at = NOON.plusSeconds(second);
        BigDecimal price = new BigDecimal("2000.10").add(BigDecimal.valueOf(second));
        return new Quote("XAUUSD", price, null, at, at, "twelvedata", true);
    }
}
