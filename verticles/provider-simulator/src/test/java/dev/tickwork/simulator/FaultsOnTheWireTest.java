package dev.tickwork.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tickwork.messages.Wire;
import dev.tickwork.messages.WireException;
import dev.tickwork.simulator.faults.FaultKind;
import dev.tickwork.simulator.faults.FaultRule;
import dev.tickwork.testservers.FakeTime;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each fault as a bare socket sees it. */
class FaultsOnTheWireTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String GOLD = "/twelvedata/quote?symbol=XAU/USD";
    private static final String BATCH = "/twelvedata/quote?symbol=XAU/USD,EUR/USD";

    private final Vertx vertx = Vertx.vertx();
    private Simulator simulator;

    @BeforeEach
    void start() throws Exception {
        simulator = Simulator.start(
                        vertx, SimulatorConfig.onFreePort(), FakeTime.at("2026-03-04T12:00:30Z"), new Random(1))
                .await(10, TimeUnit.SECONDS);
    }

    @AfterEach
    void close() throws Exception {
        vertx.close().await(10, TimeUnit.SECONDS);
    }

    @Test
    void rate_limited_with_and_without_retry_after() throws IOException {
        simulator.faults().set(new FaultRule("twelvedata", FaultKind.RATE_LIMITED, null, 1, null, 7));
        simulator.faults().set(FaultRule.always("twelvedata", FaultKind.RATE_LIMITED));

        WireCall told = get(GOLD);
        WireCall untold = get(GOLD);

        assertThat(told.status()).isEqualTo(429);
        assertThat(told.header("Retry-After")).isEqualTo("7");
        assertThat(untold.status()).isEqualTo(429);
        assertThat(untold.header("Retry-After")).isEmpty();
    }

    @Test
    void server_error() throws IOException {
        set(FaultKind.SERVER_ERROR);

        WireCall call = get(GOLD);

        assertThat(call.status()).isEqualTo(500);
        assertThat(Wire.tree(call.body()).path("code").asInt()).isEqualTo(500);
    }

    @Test
    void hang_sends_not_a_byte_and_keeps_the_connection() throws IOException {
        set(FaultKind.HANG);

        WireCall call = WireCall.get(simulator.port(), GOLD, Duration.ofMillis(700));

        assertThat(call.text()).isEmpty();
        assertThat(call.isClosed()).isFalse();
    }

    @Test
    void slow_drip_sends_the_head_and_then_byte_by_byte() throws IOException {
        set(FaultKind.SLOW_DRIP);

        WireCall call = WireCall.get(simulator.port(), GOLD, Duration.ofMillis(1_500));

        assertThat(call.status()).isEqualTo(200);
        assertThat(call.body().length()).isBetween(1, 10);
        assertThat(call.isClosed()).isFalse();
    }

    @Test
    void cut_ends_the_connection_before_the_promised_length() throws IOException {
        set(FaultKind.CUT);

        WireCall call = get(GOLD);

        assertThat(call.isClosed()).isTrue();
        assertThat(call.status()).isEqualTo(200);
        assertThat(call.body().length()).isPositive().isLessThan(Integer.parseInt(call.header("Content-Length")));
    }

    @Test
    void html_comes_with_status_200() throws IOException {
        set(FaultKind.HTML);

        WireCall call = get(GOLD);

        assertThat(call.status()).isEqualTo(200);
        assertThat(call.header("Content-Type")).startsWith("text/html");
        assertThat(call.body()).startsWith("<!DOCTYPE html>");
    }

    @Test
    void truncated_json_comes_over_a_sound_connection() throws IOException {
        set(FaultKind.TRUNCATED_JSON);

        WireCall call = get(GOLD);

        assertThat(call.status()).isEqualTo(200);
        assertThat(call.body()).hasSize(Integer.parseInt(call.header("Content-Length")));
        assertThatThrownBy(() -> Wire.tree(call.body())).isInstanceOf(WireException.class);
    }

    @Test
    void error_in_200_is_the_whole_answer_or_sits_at_one_symbol() throws IOException {
        simulator
                .faults()
                .set(FaultRule.always("twelvedata", FaultKind.ERROR_IN_200).times(1));
        simulator
                .faults()
                .set(FaultRule.always("twelvedata", FaultKind.ERROR_IN_200).onlyFor("XAUUSD"));

        WireCall whole = get(BATCH);
        JsonNode inside = Wire.tree(get(BATCH).body());

        assertThat(whole.status()).isEqualTo(200);
        assertThat(Wire.tree(whole.body()).path("status").asText()).isEqualTo("error");
        assertThat(inside.path("XAU/USD").path("status").asText()).isEqualTo("error");
        assertThat(inside.path("EUR/USD").path("close").asText()).isNotEmpty();
    }

    @Test
    void credits_spent_names_the_window() throws IOException {
        simulator
                .faults()
                .set(FaultRule.always("twelvedata", FaultKind.MINUTE_CREDITS_SPENT)
                        .times(1));
        simulator.faults().set(FaultRule.always("twelvedata", FaultKind.DAY_CREDITS_SPENT));

        assertThat(get(GOLD).body()).contains("429", "for the current minute");
        assertThat(get(GOLD).body()).contains("429", "for the day");
    }

    @Test
    void wrong_symbols_are_not_those_that_were_asked_for() throws IOException {
        set(FaultKind.WRONG_SYMBOLS);

        assertThat(Wire.tree(get(GOLD).body()).path("symbol").asText()).isEqualTo("XAU/ZAR");
        assertThat(Wire.tree(get(BATCH).body()).fieldNames()).toIterable().containsExactly("XAU/ZAR", "EUR/ZAR");
    }

    @Test
    void absurd_values_are_another_each_time_and_only_where_meant() throws IOException {
        simulator
                .faults()
                .set(FaultRule.always("twelvedata", FaultKind.ABSURD_VALUES).onlyFor("XAUUSD"));
        Set<String> seen = new HashSet<>();

        for (int i = 0; i < 9; i++) {
            JsonNode batch = Wire.tree(get(BATCH).body());
            seen.add(batch.path("XAU/USD").path("close") + " at "
                    + batch.path("XAU/USD").path("last_quote_at"));
            assertThat(batch.path("EUR/USD").path("close").asText()).startsWith("1.");
        }

        assertThat(seen).hasSize(9).anyMatch(text -> text.startsWith("\"NaN\"")).anyMatch(text -> text.endsWith("-1"));
    }

    @ParameterizedTest
    @MethodSource("faultsOfCalls")
    void after_any_fault_the_next_call_is_answered(FaultKind kind) throws IOException {
        simulator.faults().set(FaultRule.always("twelvedata", kind).times(1));

        WireCall broken = WireCall.get(simulator.port(), GOLD, Duration.ofMillis(400));
        WireCall sound = get(GOLD);

        assertThat(broken.text()).isNotEqualTo(sound.text());
        assertThat(sound.status()).isEqualTo(200);
        assertThat(Wire.tree(sound.body()).path("symbol").asText()).isEqualTo("XAU/USD");
    }

    private static Stream<FaultKind> faultsOfCalls() {
        return Arrays.stream(FaultKind.values()).filter(FaultKind::isOfCalls);
    }

    private void set(FaultKind kind) {
        simulator.faults().set(FaultRule.always("twelvedata", kind));
    }

    private WireCall get(String path) throws IOException {
        return WireCall.get(simulator.port(), path, PATIENCE);
    }
}
