package dev.tickwork.simulator.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FaultBoardTest {
    private static final List<String> GOLD = List.of("XAU/USD");

    private final FaultBoard board = new FaultBoard(new Random(1));

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
