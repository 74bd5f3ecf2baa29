package dev.tickwork.pricefetcher.daily;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickwork.domain.quotes.DailyBar;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RestatementTest {
    private static final LocalDate FIRST = LocalDate.parse("2026-03-02");

    @ParameterizedTest
    @CsvSource({
        "100 104 102 108, 25 26 25.5 27, true, four for one",
        "100 104 102 108, 1000 1040 1020 1080, true, one for ten",
        "100 104 102 108, 95.23810 99.04762 97.14286 102.85714, true, a stock dividend of one in twenty",
        "100 104 102 27, 25 26 25.5 27, true, the day of the split was stored on the new basis",
        "0.0412 0.0407 0.0399 0.0401, 0.0103 0.01018 0.00998 0.01003, true, small prices are rounded",
        "100 104 102 108, 100 104 102 108, false, nothing changed",
        "100 104 102 108, 100 104 51 108, false, one day was corrected",
        "100 104 102 108, 50 52 102 108, false, two days are not several",
        "100 104 102 108, 100 52 51 54, false, what is older did not change",
        "100 104 102 108, 50 60 30 90, false, every day by another factor",
        "100 104 102 108, 100.2 104.2 102.1 108.3, false, small corrections",
        "100 104 - -, 50 52 51 54, false, too little is stored to say",
        "- - - -, 50 52 51 54, false, nothing is stored",
    })
    void is_seen_when_the_older_days_come_back_by_one_factor(String stored, String fetched, boolean seen, String why) {
        assertThat(Restatement.isSeen(closes(stored), bars(fetched))).as(why).isEqualTo(seen);
    }

    private static Map<LocalDate, BigDecimal> closes(String text) {
        Map<LocalDate, BigDecimal> closes = new TreeMap<>();
        String[] prices = text.split(" ");
        for (int i = 0; i < prices.length; i++) {
            if (!prices[i].equals("-")) {
                closes.put(FIRST.plusDays(i), new BigDecimal(prices[i]));
            }
        }
        return closes;
    }

    private static List<DailyBar> bars(String text) {
        List<DailyBar> bars = new ArrayList<>();
        for (String price : text.split(" ")) {
            bars.add(Bars.bar(FIRST.plusDays(bars.size()), new BigDecimal(price)));
        }
        return bars;
    }
}
