package dev.tickwork.gaprepair.repair;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a gap that was asked for.
 *
 * @param gap as it was when it was asked for
 * @param filled how many of its candles are there now
 * @param failure why what is missing is neither there nor confirmed to be empty; null when it is
 */
public record Settled(TakenGap gap, long filled, @Nullable String failure) {
    static Settled repaired(TakenGap gap) {
        return new Settled(gap, gap.missing(), null);
    }

    static Settled of(TakenGap gap, List<Part> missing) {
        return new Settled(
                gap, gap.missing() - missing.stream().mapToLong(Part::missing).sum(), null);
    }

    Settled because(String why) {
        return new Settled(gap, filled, why);
    }

    public boolean isRepaired() {
        return filled == gap.missing();
    }
}
