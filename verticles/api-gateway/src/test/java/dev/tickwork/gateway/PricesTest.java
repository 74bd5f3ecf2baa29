package dev.tickwork.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tickwork.messages.ApiProblem;
import dev.tickwork.messages.OperationReply;
import dev.tickwork.messages.OperationRequest;
import dev.tickwork.messages.Role;
import dev.tickwork.messages.Wire;
import dev.tickwork.messages.live.LivePrice;
import dev.tickwork.redis.LastValue;
import dev.tickwork.testkit.api.ApiCaller;
import dev.tickwork.testkit.api.ApiCaller.Answer;
import dev.tickwork.testservers.RealRedis;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RealRedis.class)
class PricesTest {
    private static final String PRICES = "/api/v1/prices";

    private House house;

    @BeforeEach
    void open() {
        house = House.open();
    }

    @AfterEach
    void close() {
        house.close();
    }

    @Test
    void shows_what_was_pushed_before_it_came() {
        push(price("XAUUSD", "2391.45"));
        push(price("BTCUSD", "91000"));

        ApiCaller viewer = viewer();

        House.until(() -> symbols(viewer.get(PRICES)).equals(List.of("BTCUSD", "XAUUSD")));
        assertThat(viewer.get(PRICES + "/XAUUSD").json().get("price").textValue())
                .isEqualTo("2391.45");
        assertThat(symbols(viewer.get(PRICES + "?symbols=XAUUSD,NOWHERE"))).containsExactly("XAUUSD");
    }

    @Test
    void a_gateway_that_is_deployed_again_shows_all_that_was_pushed_before() {
        ApiCaller first = viewer();
        push(price("XAUUSD", "2391.45"));
        push(price("BTCUSD", "91000"));
        House.until(() -> symbols(first.get(PRICES)).equals(List.of("BTCUSD", "XAUUSD")));

        ApiCaller again = viewer();
        house.time.advance(Duration.ofSeconds(1));
        push(price("BTCUSD", "91001"));

        House.until(() -> symbols(again.get(PRICES)).equals(List.of("BTCUSD", "XAUUSD")));
    }

    @Test
    void shows_no_more_what_its_producer_has_taken_off() {
        push(price("XAUUSD", "2391.45"));
        push(price("BTCUSD", "91000"));
        ApiCaller viewer = viewer();
        House.until(() -> symbols(viewer.get(PRICES)).equals(List.of("BTCUSD", "XAUUSD")));

        House.await(house.lastValues.keepOnly("prices.", List.of("prices.XAUUSD")));

        House.until(() -> symbols(viewer.get(PRICES)).equals(List.of("XAUUSD")));
        assertThat(viewer.get(PRICES + "/BTCUSD").status()).isEqualTo(404);
    }

    @Test
    void shows_the_next_price_at_once() {
        push(price("XAUUSD", "2391.45"));
        ApiCaller viewer = viewer();
        House.until(() -> viewer.get(PRICES + "/XAUUSD").status() == 200);

        house.time.advance(Duration.ofSeconds(1));
        push(price("XAUUSD", "2392.00"));

        House.until(() ->
                viewer.get(PRICES + "/XAUUSD").json().get("price").textValue().equals("2392.00"));
    }

    @Test
    void marks_a_price_stale_by_the_clock() {
        push(price("XAUUSD", "2391.45"));
        ApiCaller viewer = viewer();
        House.until(() -> viewer.get(PRICES + "/XAUUSD").status() == 200);
        boolean before = viewer.get(PRICES + "/XAUUSD").json().get("stale").booleanValue();

        house.time.advance(Duration.ofSeconds(20));

        assertThat(before).isFalse();
        assertThat(viewer.get(PRICES + "/XAUUSD").json().get("stale").booleanValue())
                .isTrue();
        assertThat(viewer.get(PRICES).json().at("/prices/0/stale").booleanValue())
                .isTrue();
    }

    @Test
    void goes_on_with_what_it_has_while_redis_is_away_and_catches_up() {
        push(price("XAUUSD", "2391.45"));
        ApiCaller viewer = viewer();
        House.until(() -> viewer.get(PRICES + "/XAUUSD").status() == 200);

        house.redis.stop();
        Answer away = viewer.get(PRICES + "/XAUUSD");
        house.redis.start();
        house.time.advance(Duration.ofSeconds(5));
        pushOnceBack(price("XAUUSD", "2400.00"));

        assertThat(away.json().get("price").textValue()).isEqualTo("2391.45");
        House.until(() ->
                viewer.get(PRICES + "/XAUUSD").json().get("price").textValue().equals("2400.00"));
    }

    @Test
    void asks_who_produces_them_when_nothing_is_known() {
        house.answer("prices.list", request -> OperationReply.ok(new Prices(List.of(price("XAUUSD", "1.00")))));
        house.answer("prices.get", request -> OperationReply.ok(price("XAUUSD", "1.00")));
        ApiCaller viewer = viewer();

        house.time.advance(Duration.ofMinutes(1));

        assertThat(viewer.get(PRICES).json().at("/prices/0/stale").booleanValue())
                .isFalse();
        assertThat(viewer.get(PRICES + "/XAUUSD").json().get("price").textValue())
                .isEqualTo("1.00");
    }

    @Test
    void an_unknown_symbol_is_not_found_with_and_without_its_producer() {
        push(price("XAUUSD", "2391.45"));
        ApiCaller viewer = viewer();
        House.until(() -> viewer.get(PRICES + "/XAUUSD").status() == 200);
        Answer without = viewer.get(PRICES + "/NOWHERE");
        house.answer("prices.get", request -> {
            throw ApiProblem.notFound("there is no instrument NOWHERE");
        });

        Answer with = viewer.get(PRICES + "/NOWHERE");

        assertThat(without.status()).isEqualTo(404);
        assertThat(with.json().get("detail").textValue()).isEqualTo("there is no instrument NOWHERE");
    }

    @Test
    void says_who_is_missing_when_nobody_can_answer() {
        ApiCaller viewer = viewer();

        for (String path : List.of(PRICES, PRICES + "/XAUUSD", PRICES + "/XAUUSD/history")) {
            Answer answer = viewer.get(path);
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.code()).isEqualTo("not_deployed");
            assertThat(answer.json().get("detail").textValue()).contains("price-fetcher");
            assertThat(answer.header("Retry-After")).isEqualTo("5");
        }
    }

    @Test
    void names_nobody_when_everybody_could_answer() {
        Answer answer = viewer().get("/api/v1/jobs");

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.json().get("detail").textValue())
                .isEqualTo("any process can answer this, and none does at the moment");
    }

    @Test
    void history_goes_to_its_room_with_who_asks_and_typed_parameters() {
        var heard = new AtomicReference<OperationRequest>();
        house.answer("prices.history", request -> {
            heard.set(request);
            JsonNode page = Wire.tree("{\"symbol\":\"XAUUSD\",\"simulated\":true,\"items\":[],\"next_cursor\":null}");
            return new OperationReply(200, page, Map.of());
        });

        Answer answer = viewer().get(PRICES + "/XAUUSD/history?from=2026-03-01T00:00:00%2B00:00&limit=7");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(heard.get().caller().subject()).isEqualTo("anna");
        assertThat(heard.get().parameters())
                .isEqualTo(Wire.tree("{\"symbol\":\"XAUUSD\",\"from\":\"2026-03-01T00:00:00+00:00\",\"limit\":7}"));
    }

    @Test
    void a_rooms_problem_reaches_the_caller_and_its_bug_does_not() {
        house.answer("prices.history", request -> {
            throw ApiProblem.invalid("from", "is not before to");
        });
        house.answer("jobs.status", request -> {
            throw new IllegalStateException("secret detail");
        });
        ApiCaller viewer = viewer();

        Answer problem = viewer.get(PRICES + "/XAUUSD/history");

        assertThat(problem.status()).isEqualTo(422);
        assertThat(problem.json().at("/errors/0/field").textValue()).isEqualTo("from");
        Answer bug = viewer.with("X-Request-Id", "my-request-1").get("/jobs/status");
        assertThat(bug.status()).isEqualTo(500);
        assertThat(bug.response().body()).doesNotContain("secret").contains("my-request-1");
    }

    /** As {@code prices.list} answers. */
    record Prices(List<LivePrice> prices) {}

    private ApiCaller viewer() {
        return house.gateway().as(house.key("anna", Role.VIEWER));
    }

    private LivePrice price(String symbol, String price) {
        return new LivePrice(
                symbol,
                "Gold",
                new BigDecimal(price),
                2,
                "USD",
                new BigDecimal("2380.10"),
                new BigDecimal("0.48"),
                house.time.now(),
                house.time.now(),
                house.time.now().plusSeconds(20),
                "open",
                null,
                "twelvedata",
                true,
                UUID.randomUUID());
    }

    private void push(LivePrice price) {
        var value = new LastValue(LivePrice.liveName(price.symbol()), price.asOf(), Wire.encode(price));
        House.await(house.lastValues.publish(List.of(value)));
    }

    private void pushOnceBack(LivePrice price) {
        var value = new LastValue(LivePrice.liveName(price.symbol()), price.asOf(), Wire.encode(price));
        House.until(() -> House.await(house.lastValues.publish(List.of(value)).otherwise(0)) == 1);
    }

    private static List<String> symbols(Answer answer) {
        return answer.status() == 200 ? answer.json().get("prices").findValuesAsText("symbol") : List.of();
    }
}
