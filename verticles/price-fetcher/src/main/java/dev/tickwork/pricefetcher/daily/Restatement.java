package dev.tickwork.pricefetcher.daily;

import dev.tickwork.domain.quotes.DailyBar;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Notices that a provider restated the past, as it does after a split: the older days of a series come back multiplied by
 * one factor. To add new days to the old ones would then look like a crash.
 *
 * @see <a href="https://github.com/daniel3303/Equibles/issues/2879">such a crash</a>
 */
final class Restatement {
    /** A single day that changed is a correction. */
    private static final int FEWEST_DAYS = 3;
    /** Rounding to the vendor's decimals stays below it, and the smallest stock dividends are above. */
    private static final BigDecimal TOLERANCE = new BigDecimal("0.005");

    private static final int DIGITS = 12;

    private Restatement() {}

    /**
     * Whether the series was restated since its days were stored.
     *
     * @param stored the stored closes by date
     * @param fetched the same time as it comes now, oldest first
     */
    static boolean isSeen(Map<LocalDate, BigDecimal> stored, List<DailyBar> fetched) {
        List<BigDecimal> factors = changedFactors(stored, fetched);
        return factors.size() >= FEWEST_DAYS
                && factors.stream().allMatch(factor -> isNear(factor, factors.get(0)))
                && !isChangedAfterUnchanged(stored, fetched);
    }

    private static List<BigDecimal> changedFactors(Map<LocalDate, BigDecimal> stored, List<DailyBar> fetched) {
        List<BigDecimal> factors = new ArrayList<>();
        for (DailyBar bar : fetched) {
            BigDecimal before = stored.get(bar.date());
            if (before != null && !isNear(bar.close(), before)) {
                factors.add(bar.close().divide(before, DIGITS, RoundingMode.HALF_EVEN));
            }
        }
        return factors;
    }

    /** Days after the split were stored on the new basis, so what did not change is never older than what did. */
    private static boolean isChangedAfterUnchanged(Map<LocalDate, BigDecimal> stored, List<DailyBar> fetched) {
        boolean unchangedSeen = false;
        for (DailyBar bar : fetched) {
            BigDecimal before = stored.get(bar.date());
            boolean unchanged = before != null && isNear(bar.close(), before);
            if (before != null && !unchanged && unchangedSeen) {
                return true;
            }
            unchangedSeen |= unchanged;
        }
        return false;
    }

    private static boolean isNear(BigDecimal one, BigDecimal other) {
        return one.subtract(other).abs().compareTo(other.multiply(TOLERANCE)) <= 0;
    }
}
