package dev.tickwork.pricefetcher.daily;

import static dev.tickwork.pricefetcher.daily.Bars.bar;
import static dev.tickwork.pricefetcher.daily.Bars.series;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tickwork.domain.market.InstrumentClass;
import dev.tickwork.domain.quotes.DailyBar;
import dev.tickwork.providers.DailySeries;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BarJudgeTest {
    private static final LocalDate TUESDAY = LocalDate.parse("2026-03-03");

    private final BarJudge judge = new BarJudge(InstrumentClass.EQUITY.days(), TUESDAY);

    @Test
    void a_day_that_has_not_ended_is_left_out_and_no_failure() {
        DailySeries judged = judge.judge(series("AAPL", bar("2026-03-03", "100"), bar("2026-03-04", "101")));

        assertThat(judged.bars()).extracting(DailyBar::date).containsExactly(TUESDAY);
        assertThat(judged.refused()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "100, 99, 95, 98, 'the high, 99, is below the open or the close'",
        "98, 99, 95, 100, 'the high, 99, is below the open or the close'",
        "98, 101, 99, 100, 'the low, 99, is above the open or the close'",
        "100, 90, 101, 95, 'the high, 90, is below the open or the close'",
    })
    void prices_that_contradict_each_other_are_refused(
            BigDecimal open, BigDecimal high, BigDecimal low, BigDecimal close, String why) {
        var bad = new DailyBar(TUESDAY, open, high, low, close, null);

        DailySeries judged = judge.judge(series("AAPL", bar("2026-03-02", "100"), bad));

        assertThat(judged.bars()).hasSize(1);
        assertThat(judged.refused()).containsExactly("2026-03-03: " + why);
    }

    @Test
    void a_day_on_which_the_exchange_was_shut_is_refused() {
        DailySeries judged = judge.judge(series("AAPL", bar("2026-02-28", "100"), bar("2026-03-02", "100")));

        assertThat(judged.refused()).containsExactly("2026-02-28: no day of trading");
    }

    @Test
    void a_move_of_more_than_tenfold_is_refused_and_the_next_day_is_measured_by_the_one_before() {
        DailySeries judged = judge.judge(
                series("AAPL", bar("2026-02-27", "100"), bar("2026-03-02", "1001"), bar("2026-03-03", "103")));

        assertThat(judged.bars()).hasSize(2);
        assertThat(judged.refused()).containsExactly("2026-03-02: 1001 is not plausible after 100");
    }

    @Test
    void what_the_source_refused_stays_refused() {
        var given = new DailySeries("AAPL", List.of(), List.of("2026-03-02: close is missing"), Bars.RECEIVED);

        assertThat(judge.judge(given)).isEqualTo(given);
    }
}
