package dev.tickwork.providers.twelvedata;

import dev.tickwork.domain.quotes.DailyBar;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Collects the rows of a series. The same date may come twice, also with other prices; then nobody knows which are right,
 * and neither is used. When only the volumes differ the larger one counts, which has seen more of the market.
 *
 * @see <a href="https://github.com/twelvedata/twelvedata-python/issues/54">dates that come twice</a>
 */
final class SeriesRows {
    private final SortedMap<LocalDate, DailyBar> bars = new TreeMap<>();
    private final Set<LocalDate> disputed = new HashSet<>();
    private final List<String> refused = new ArrayList<>();

    void add(DailyBar bar) {
        DailyBar before = bars.putIfAbsent(bar.date(), bar);
        if (before == null) {
            return;
        }
        if (hasPricesOf(before, bar)) {
            bars.put(bar.date(), moreTraded(before, bar));
            return;
        }
        disputed.add(bar.date());
    }

    void refuse(String row, String reason) {
        refused.add(row + ": " + reason);
    }

    /** What can be used, oldest first. */
    List<DailyBar> bars() {
        return bars.values().stream()
                .filter(bar -> !disputed.contains(bar.date()))
                .toList();
    }

    /** What cannot be used, and why. */
    List<String> refused() {
        List<String> all = new ArrayList<>(refused);
        disputed.stream().sorted().forEach(date -> all.add(date + ": comes twice with other prices"));
        return all;
    }

    private static boolean hasPricesOf(DailyBar one, DailyBar other) {
        return one.open().compareTo(other.open()) == 0
                && one.high().compareTo(other.high()) == 0
                && one.low().compareTo(other.low()) == 0
                && one.close().compareTo(other.close()) == 0;
    }

    private static DailyBar moreTraded(DailyBar one, DailyBar other) {
        return volume(one.volume()).compareTo(volume(other.volume())) < 0 ? other : one;
    }

    private static BigDecimal volume(@Nullable BigDecimal volume) {
        return volume == null ? BigDecimal.ONE.negate() : volume;
    }
}
