package dev.tickwork.pricefetcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class DailyConfigTest {
    @Test
    void a_symbol_that_is_named_twice_is_fetched_once() {
        assertThat(with(List.of("SPY", " SPY ", "AAPL"), "30 1 * * *", "UTC").symbols())
                .containsExactly("SPY", "AAPL");
    }

    @Test
    void no_symbol_is_a_mistake() {
        assertThatThrownBy(() -> with(List.of(), "30 1 * * *", "UTC")).hasMessageContaining("name at least one");
    }

    @Test
    void an_expression_that_is_wrong_is_refused_with_its_field() {
        assertThatThrownBy(() -> with(List.of("SPY"), "30 25 * * *", "UTC"))
                .hasMessageContaining("30 25 * * *")
                .hasMessageContaining("hour");
    }

    @Test
    void a_zone_that_is_unknown_is_refused_by_name() {
        assertThatThrownBy(() -> with(List.of("SPY"), "30 1 * * *", "Mars/Olympus"))
                .hasMessageContaining("Mars/Olympus");
    }

    private static DailyConfig with(List<String> symbols, String full, String zone) {
        return new DailyConfig(symbols, 400, Duration.ofMinutes(30), "5 * * * *", full, zone);
    }
}
