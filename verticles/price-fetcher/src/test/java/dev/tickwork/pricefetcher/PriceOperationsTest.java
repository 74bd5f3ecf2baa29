package dev.tickwork.pricefetcher;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tickwork.domain.quotes.Quote;
import dev.tickwork.messages.ApiProblem;
import dev.tickwork.messages.Bus;
import dev.tickwork.messages.Caller;
import dev.tickwork.messages.OperationReply;
import dev.tickwork.messages.OperationRequest;
import dev.tickwork.messages.Operations;
import dev.tickwork.messages.Role;
import dev.tickwork.messages.VertxBus;
import dev.tickwork.messages.Wire;
import dev.tickwork.postgres.Database;
import dev.tickwork.testkit.PostgresFixture;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
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

        JsonNode first = history(parameters().put("limit", 3));
        JsonNode second = history(parameters()
                .put("limit", 3)
                .put("cursor", first.get("next_cursor").asText()));

        assertThat(first.get("items").findValuesAsText("price")).containsExactly("2004.10", "2003.10", "2002.10");
        assertThat(second.get("items").findValuesAsText("price")).containsExactly("2001.10", "2000.10");
        assertThat(second.get("next_cursor").isNull()).isTrue();
        JsonNode newest = first.get("items").get(0);
        assertThat(newest.get("run_id").asText()).isEqualTo(RUN.toString());
        assertThat(newest.get("source").asText()).isEqualTo("twelvedata");
        assertThat(newest.get("simulated").asBoolean()).isTrue();
    }

    @Test
    void history_is_cut_to_the_moments_that_were_asked_for(Database db) throws Exception {
        List<Quote> quotes =
                IntStream.range(0, 5).mapToObj(PriceOperationsTest::gold).toList();
        db.write(tx -> store.saveAll(tx, quotes, RUN)).await(10, SECONDS);

        JsonNode page = history(parameters()
                .put("limit", 100)
                .put("from", NOON.plusSeconds(1).toString())
                .put("to", NOON.plusSeconds(3).toString()));

        assertThat(page.get("items").findValuesAsText("price")).containsExactly("2002.10", "2001.10");
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

        assertThat(ask("prices.list", Wire.object()).body().get("prices")).hasSize(1);
        assertThat(ask("prices.get", parameters()).body().get("price").asText()).isEqualTo("2000.10");
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

        assertThat(ask("prices.get", parameters()).body().get("price").asText()).isEqualTo("2005.10");
    }

    private void assertProblem(ObjectNode parameters, int status, String detail) {
        assertThatThrownBy(() -> history(parameters)).isInstanceOfSatisfying(ApiProblem.class, problem -> {
            assertThat(problem.status()).isEqualTo(status);
            assertThat(problem.detail()).isEqualTo(detail);
        });
    }

    private JsonNode history(ObjectNode parameters) throws Exception {
        return ask("prices.history", parameters).body();
    }

    private OperationReply ask(String operation, ObjectNode parameters) throws Exception {
        var request = new OperationRequest(new Caller("ann", Role.VIEWER), parameters, null, null, null);
        return bus.ask(Operations.call(operation), request).await(10, SECONDS);
    }

    private static ObjectNode parameters() {
        return parameters("XAUUSD");
    }

    private static ObjectNode parameters(String symbol) {
        return Wire.object().put("symbol", symbol);
    }

    private static Quote gold(int second) {
        Instant at = NOON.plusSeconds(second);
        BigDecimal price = new BigDecimal("2000.10").add(BigDecimal.valueOf(second));
        return new Quote("XAUUSD", price, null, at, at, "twelvedata", true);
    }
}
