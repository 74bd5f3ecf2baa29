package dev.tickwork.pricefetcher.daily;

import dev.tickwork.domain.market.TradingDays;
import dev.tickwork.domain.quotes.DailyBar;
import dev.tickwork.providers.DailySeries;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides which days of a series can be believed. What is turned away is said with the reason; days that have not ended
 * are no failure and are left out, because the price at which they end is not known yet.
 */
final class BarJudge {
    private static final BigDecimal TENFOLD = BigDecimal.TEN;

    private final TradingDays days;
    private final LocalDate last;

    /**
     * @param days of the market
     * @param last its last day that is final
     */
    BarJudge(TradingDays days, LocalDate last) {
        this.days = days;
        this.last = last;
    }

    /** The series with what is believed, and with what is not among the refused. */
    DailySeries judge(DailySeries series) {
        List<DailyBar> believed = new ArrayList<>();
        List<String> refused = new ArrayList<>(series.refused());
        for (DailyBar bar : series.bars()) {
            if (!bar.date().isAfter(last)) {
                DailyBar before = believed.isEmpty() ? null : believed.get(believed.size() - 1);
                objection(bar, before)
                        .ifPresentOrElse(why -> refused.add(bar.date() + ": " + why), () -> believed.add(bar));
            }
        }
        return new DailySeries(series.symbol(), believed, refused, series.receivedAt());
    }

    private Optional<String> objection(DailyBar bar, @Nullable DailyBar before) {
        if (!days.contains(bar.date())) {
            return Optional.of("no day of trading");
        }
        if (bar.high().compareTo(bar.open().max(bar.close())) < 0) {
            return Optional.of("the high, " + bar.high() + ", is below the open or the close");
        }
        if (bar.low().compareTo(bar.open().min(bar.close())) > 0) {
            return Optional.of("the low, " + bar.low() + ", is above the open or the close");
        }
        return before == null || !isTenfold(before.close(), bar.close())
                ? Optional.empty()
                : Optional.of(bar.close() + " is not plausible after " + before.close());
    }

    private static boolean isTenfold(BigDecimal one, BigDecimal other) {
        return one.compareTo(other.multiply(TENFOLD)) > 0 || other.compareTo(one.multiply(TENFOLD)) > 0;
    }
}
