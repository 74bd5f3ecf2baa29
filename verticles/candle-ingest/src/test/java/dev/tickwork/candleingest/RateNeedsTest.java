package dev.tickwork.candleingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RateNeedsTest {
    private static final Duration SIX_SECONDS = Duration.ofSeconds(6);

    @Test
    void the_past_takes_as_long_as_the_limit_makes_it() {
        var needs = new RateNeeds(SIX_SECONDS, null, null, 9, 9, 91);

        assertThat(needs.allowed()).isEqualByComparingTo("10");
        assertThat(needs.updates()).isZero();
        assertThat(needs.minutes()).hasValue(new BigDecimal("10.0"));
    }

    @Test
    void updates_go_first_and_leave_the_rest() {
        var needs = new RateNeeds(SIX_SECONDS, Duration.ofSeconds(90), null, 9, 0, 100);

        assertThat(needs.updates()).isEqualByComparingTo("6");
        assertThat(needs.minutes()).hasValue(new BigDecimal("25.0"));
    }

    @Test
    void what_is_read_again_takes_its_share() {
        var needs = new RateNeeds(SIX_SECONDS, null, Duration.ofMinutes(60), 60, 0, 90);

        assertThat(needs.rereads()).isEqualByComparingTo("1");
        assertThat(needs.minutes()).hasValue(new BigDecimal("10.0"));
    }

    @Test
    void nothing_is_promised_where_updates_take_all_there_is() {
        assertThat(new RateNeeds(SIX_SECONDS, Duration.ofSeconds(60), null, 10, 0, 1).minutes())
                .isEmpty();
        assertThat(new RateNeeds(SIX_SECONDS, Duration.ofSeconds(600), null, 10, 0, 0).minutes())
                .hasValue(new BigDecimal("0.0"));
    }
}
