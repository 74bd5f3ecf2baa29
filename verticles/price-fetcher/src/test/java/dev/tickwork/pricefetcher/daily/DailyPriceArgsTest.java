package dev.tickwork.pricefetcher.daily;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tickwork.messages.Wire;
import dev.tickwork.messages.WireException;
import dev.tickwork.pricefetcher.daily.DailyPriceArgs.Mode;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DailyPriceArgsTest {
    @Test
    void the_mode_is_all_that_has_to_be_said() {
        assertThat(Wire.decode("{\"mode\":\"smart\"}", DailyPriceArgs.class)).isEqualTo(DailyPriceArgs.of(Mode.SMART));
    }

    @Test
    void everything_that_can_be_said_comes_back() {
        var args = new DailyPriceArgs(
                Mode.FULL, List.of("AAPL"), true, LocalDate.parse("2026-01-02"), LocalDate.parse("2026-03-04"));

        String json = Wire.encode(args);

        assertThat(json)
                .isEqualTo("{\"mode\":\"full\",\"symbols\":[\"AAPL\"],\"force\":true,"
                        + "\"start\":\"2026-01-02\",\"end\":\"2026-03-04\"}");
        assertThat(Wire.decode(json, DailyPriceArgs.class)).isEqualTo(args);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"mode\":\"clever\"}",
                "{\"mode\":\"smart\",\"symbols\":[]}",
                "{\"mode\":\"full\",\"start\":\"2026-03-04\",\"end\":\"2026-03-03\"}",
            })
    void what_makes_no_sense_is_refused(String json) {
        assertThatThrownBy(() -> Wire.decode(json, DailyPriceArgs.class)).isInstanceOf(WireException.class);
    }
}
