package dev.tickwork.simulator.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tickwork.testservers.FakeTime;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FaultBoardTest {
    private static final List<String> GOLD = List.of("XAU/USD");

    private final FakeTime time = FakeTime.at("2026-03-04T12:00:00Z");
    private final FaultBoard board = new FaultBoard(new Random(1), time);

    @Test
    void hits_every_call_to_its_provider_until_it_is_taken_back() {
        ActiveFault fault = board.set(FaultRule.always("twelvedata", FaultKind.HANG));

        assertThat(board.hit("twelvedata", GOLD))
                .hasValueSatisfying(hit -> assertThat(hit.hits()).isEqualTo(1));
        assertThat(board.hit("twelvedata", List.of())).isPresent();
        assertThat(board.hit("bitfinex", GOLD)).isEmpty();
        assertThat(board.list().get(0).hits()).isEqualTo(2);

        assertThat(board.clear(fault.id())).isTrue();
        assertThat(board.clear(fault.id())).isFalse();
        assertThat(board.hit("twelvedata", GOLD)).isEmpty();
    }

    @Test
    void a_rule_for_some_calls_ends_by_itself() {
        board.set(FaultRule.always("twelvedata", FaultKind.CUT).times(2));

        assertThat(board.hit("twelvedata", GOLD)).isPresent();
        assertThat(board.hit("twelvedata", GOLD)).isPresent();
        assertThat(board.hit("twelvedata", GOLD)).isEmpty();
        assertThat(board.list()).isEmpty();
    }

    @Test
    void a_rule_for_a_symbol_hits_only_calls_that_ask_for_it_in_either_spelling() {
        board.set(FaultRule.always("twelvedata", FaultKind.HTML).onlyFor("XAUUSD"));

        assertThat(board.hit("twelvedata", List.of("EUR/USD"))).isEmpty();
        assertThat(board.hit("twelvedata", List.of("EUR/USD", "XAU/USD"))).isPresent();
    }

    @Test
    void the_oldest_rule_that_fits_comes_first() {
        board.set(FaultRule.always("twelvedata", FaultKind.HTML).onlyFor("EURUSD"));
        board.set(FaultRule.always("twelvedata", FaultKind.CUT).times(1));
        board.set(FaultRule.always("twelvedata", FaultKind.HANG));

        assertThat(kindHit()).isEqualTo(FaultKind.CUT);
        assertThat(kindHit()).isEqualTo(FaultKind.HANG);
        board.clear();
        assertThat(board.hit("twelvedata", GOLD)).isEmpty();
    }

    @Test
    void a_probability_hits_that_share_of_calls() {
        board.set(new FaultRule("twelvedata", FaultKind.CUT, null, null, new BigDecimal("0.3"), null));

        long hits = IntStream.range(0, 10_000)
                .filter(i -> board.hit("twelvedata", GOLD).isPresent())
                .count();

        assertThat(hits / 10_000.0).isCloseTo(0.3, within(0.03));
    }

    @Test
    void a_rule_ends_by_itself_at_its_moment() {
        board.set(FaultRule.always("bitfinex", FaultKind.MAINTENANCE)
                .endingAt(time.now().plusSeconds(60)));

        assertThat(board.standing("bitfinex", FaultKind.MAINTENANCE)).hasSize(1);
        assertThat(board.standing("twelvedata", FaultKind.MAINTENANCE)).isEmpty();
        time.advance(Duration.ofSeconds(60));
        assertThat(board.standing("bitfinex", FaultKind.MAINTENANCE)).isEmpty();
        assertThat(board.list()).isEmpty();
    }

    @Test
    void what_is_not_about_calls_hits_none_and_is_counted_when_it_strikes() {
        board.set(FaultRule.always("bitfinex", FaultKind.DUPLICATES).times(2).onlyFor("BTCUSD"));

        assertThat(board.hit("bitfinex", List.of("BTCUSD"))).isEmpty();
        assertThat(board.strikes("bitfinex", FaultKind.DUPLICATES, List.of("ETHUSD")))
                .isFalse();
        assertThat(board.strikes("bitfinex", FaultKind.DUPLICATES, List.of("BTCUSD")))
                .isTrue();
        assertThat(board.strikes("bitfinex", FaultKind.DUPLICATES, List.of("BTCUSD")))
                .isTrue();
        assertThat(board.strikes("bitfinex", FaultKind.DUPLICATES, List.of("BTCUSD")))
                .isFalse();
    }

    @Test
    void a_connection_breaks_at_its_age() {
        board.set(FaultRule.closing("bitfinex", 5));

        assertThat(board.breaks("bitfinex", Duration.ofSeconds(4))).isFalse();
        assertThat(board.breaks("bitfinex", Duration.ofSeconds(5))).isTrue();
    }

    @Test
    void refuses_spans_and_seconds_that_cannot_be() {
        Instant now = time.now();

        assertThatThrownBy(() -> FaultRule.during("bitfinex", FaultKind.NO_TRADES, now, now))
                .hasMessage("until: no_trades needs from, and until after it");
        assertThatThrownBy(() -> FaultRule.always("bitfinex", FaultKind.RESTATED))
                .hasMessageContaining("needs from");
        assertThatThrownBy(() -> FaultRule.always("bitfinex", FaultKind.LATE)).hasMessage("seconds: late needs them");
        assertThatThrownBy(() -> FaultRule.closing("bitfinex", -1)).hasMessage("seconds: -1 is below 0");
        assertThatThrownBy(() ->
                        FaultRule.always("bitfinex", FaultKind.MAINTENANCE).times(3))
                .hasMessage("kind: maintenance holds all the time, so times and probability mean nothing");
    }

    @Test
    void refuses_what_cannot_be() {
        assertThatThrownBy(() -> FaultRule.always("twelvedata", FaultKind.CUT).times(0))
                .hasMessage("times: 0 is not at least 1");
        assertThatThrownBy(() -> new FaultRule("x", FaultKind.CUT, null, null, BigDecimal.TEN, null))
                .hasMessage("probability: 10 is not above 0 and at most 1");
        assertThatThrownBy(() -> new FaultRule("x", FaultKind.RATE_LIMITED, null, null, null, -1))
                .hasMessage("retry_after_seconds: -1 is below 0");
        assertThatThrownBy(() -> FaultKind.of("meltdown")).hasMessageContaining("slow_drip");
        assertThat(board.clear(UUID.randomUUID())).isFalse();
    }

    private FaultKind kindHit() {
        return board.hit("twelvedata", GOLD).orElseThrow().rule().kind();
    }
}
