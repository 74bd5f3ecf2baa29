package dev.tickwork.candleingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tickwork.domain.candles.Timeframe;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeptDaysTest {
    private static final KeptDays DAYS = KeptDays.parse(Map.of("1m", 30, "1h", 365, "4h", 730, "1d", 1825));

    @ParameterizedTest
    @CsvSource({"1m,30", "5m,365", "15m,365", "30m,365", "1h,365", "3h,730", "4h,730", "6h,1825", "12h,1825", "1d,1825"
    })
    void a_timeframe_without_its_own_days_takes_those_of_the_next_longer_one(String label, int days) {
        assertThat(DAYS.of(Timeframe.of(label))).hasValue(days);
    }

    @Test
    void what_is_longer_than_all_of_them_is_kept_for_ever() {
        assertThat(DAYS.of(Timeframe.W1)).isEmpty();
        assertThat(DAYS.of(Timeframe.MO1)).isEmpty();
    }

    @Test
    void a_timeframe_is_looked_after_no_further_back_than_it_is_kept() {
        assertThat(DAYS.lookedAfter(Timeframe.M1, 365)).isEqualTo(30);
        assertThat(DAYS.lookedAfter(Timeframe.H4, 365)).isEqualTo(365);
        assertThat(DAYS.lookedAfter(Timeframe.W1, 365)).isEqualTo(365);
    }

    @Test
    void an_unknown_timeframe_and_a_wrong_number_are_refused_by_name() {
        assertThatThrownBy(() -> KeptDays.parse(Map.of("2h", 3)))
                .hasMessageStartingWith("retentionDays: timeframe: \"2h\"");
        assertThatThrownBy(() -> KeptDays.parse(Map.of("1h", 0)))
                .hasMessageContaining("1h must be 1 to 36500 days but is 0");
    }
}
