package dev.tickwork.gateway.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tickwork.messages.ApiProblem;
import dev.tickwork.messages.ApiProblem.Invalid;
import dev.tickwork.messages.Role;
import dev.tickwork.messages.Wire;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiContractTest {
    private static final Vertx vertx = Vertx.vertx();
    private static ApiContract contract;

    @BeforeAll
    static void load() throws Exception {
        contract = ApiContract.load(vertx).await(20, TimeUnit.SECONDS);
    }

    @AfterAll
    static void close() throws Exception {
        vertx.close().await(20, TimeUnit.SECONDS);
    }

    @Test
    void serves_the_whole_document_with_its_answers() {
        JsonNode document = Wire.tree(contract.document());

        assertThat(document.at("/components/responses/BadRequest/content").has("application/problem+json"))
                .isTrue();
    }

    @Test
    void knows_who_may_call_what() {
        ApiOperation create = operation("keys.create");

        assertThat(create.isFor(Role.OPERATOR)).isFalse();
        assertThat(create.isFor(Role.ADMIN)).isTrue();
        assertThat(operation("health.live").isPublic()).isTrue();
        assertThat(operation("prices.get").lastValues()).isEqualTo("prices");
        assertThat(operation("prices.get").isOnBridge()).isTrue();
        assertThat(create.isOnBridge()).isFalse();
    }

    @Test
    void types_parameters_and_fills_in_defaults() {
        CheckedRequest checked = operation("prices.history")
                .rules()
                .checkText(Map.of("symbol", List.of("XAUUSD"), "from", List.of("2026-03-02T00:00:00+00:00")), null);

        assertThat(checked.parameters())
                .isEqualTo(Wire.tree("{\"symbol\":\"XAUUSD\",\"from\":\"2026-03-02T00:00:00+00:00\",\"limit\":100}"));
    }

    @Test
    void reads_lists_between_commas() {
        CheckedRequest checked = operation("prices.list").rules().checkText(Map.of("symbols", List.of("A,B")), null);

        assertThat(checked.parameters()).isEqualTo(Wire.tree("{\"symbols\":[\"A\",\"B\"]}"));
    }

    @ParameterizedTest
    @CsvSource({
        "limit, ten, must be of type integer",
        "limit, 0, 0 is less than 1",
        "limit, 1001, 1001 is greater than 1000",
        "limit, 1.5, must be of type integer",
        "limit, 99999999999999999999, must be of type integer",
        "from, yesterday, String does not match format \"date-time\"",
        "colour, red, is not a parameter of this operation",
        "cursor, a/b, is not of the form that /docs describes",
    })
    void names_the_parameter_that_is_wrong(String name, String value, String message) {
        Map<String, List<String>> text = Map.of("symbol", List.of("XAUUSD"), name, List.of(value));

        assertRefused("prices.history", text, null, new Invalid(name, message));
    }

    @ParameterizedTest
    @ValueSource(strings = {"XAU/USD", "", "XAU USD", "XAUUSD\n", "ABCDEFGHIJKLMNOPQRSTU"})
    void refuses_what_cannot_be_a_symbol(String symbol) {
        assertThatThrownBy(() -> operation("prices.get").rules().checkText(Map.of("symbol", List.of(symbol)), null))
                .isInstanceOf(ApiProblem.class);
    }

    @Test
    void names_every_mistake_at_once() {
        assertRefused(
                "prices.history",
                Map.of("symbol", List.of("XAUUSD"), "limit", List.of("1", "2"), "colour", List.of("red")),
                null,
                new Invalid("limit", "is given more than once"),
                new Invalid("colour", "is not a parameter of this operation"));
    }

    @Test
    void names_the_wrong_fields_of_a_body() {
        JsonNode body = Wire.tree("{\"name\":7,\"role\":\"king\",\"colour\":\"red\",\"expires_at\":\"soon\"}");

        assertRefused(
                "keys.create",
                Map.of(),
                body,
                new Invalid("/subject", "is missing"),
                new Invalid("/name", "must be of type string"),
                new Invalid("/role", "Instance does not match any of [\"viewer\",\"member\",\"operator\",\"admin\"]"),
                new Invalid("/colour", "is not known here"),
                new Invalid("/expires_at", "String does not match format \"date-time\""));
    }

    @Test
    void wants_the_body_that_is_required() {
        assertRefused("keys.create", Map.of(), null, new Invalid("", "a JSON body is missing"));
    }

    @Test
    void is_not_slowed_by_numbers_with_a_monstrous_exponent() {
        JsonNode body = Wire.tree("{\"name\":1e999999999,\"subject\":\"a\",\"role\":\"viewer\"}");

        assertRefused("keys.create", Map.of(), body, new Invalid("/name", "must be of type string"));
    }

    @Test
    void checks_parameters_that_come_as_json() {
        ObjectNode parameters = (ObjectNode) Wire.tree("{\"symbol\":\"XAUUSD\",\"limit\":\"7\"}");

        assertThatThrownBy(() -> operation("prices.history").rules().check(parameters, null))
                .asInstanceOf(type(ApiProblem.class))
                .extracting(ApiProblem::invalid)
                .isEqualTo(List.of(new Invalid("limit", "must be of type integer")));
    }

    private static void assertRefused(
            String id, Map<String, List<String>> text, @Nullable JsonNode body, Invalid... mistakes) {
        assertThatThrownBy(() -> operation(id).rules().checkText(text, body))
                .asInstanceOf(type(ApiProblem.class))
                .satisfies(problem -> assertThat(problem.status()).isEqualTo(400))
                .satisfies(problem -> assertThat(problem.invalid()).containsExactlyInAnyOrder(mistakes));
    }

    private static ApiOperation operation(String id) {
        return contract.operation(id).orElseThrow();
    }
}
