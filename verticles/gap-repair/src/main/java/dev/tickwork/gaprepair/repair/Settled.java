package dev.tickwork.gaprepair.repair;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What became of a gap that was asked for.
 *
 * @param gap as it was when it was asked for
 * @param filled how many of its candles are there now
 * @param quarantined how many of them the exchange has and nobody believes
 * @param failure why what is missing is neither there nor confirmed to be empty; null when it is
 */
public record Settled(
        TakenGap gap,
        long filled,
        long quarantined,
        @Nullable String failure) {
    static Settled repaired(TakenGap gap) {
        return new Settled(gap, gap.missing(), 0, null);
    }

    static Settled of(TakenGap gap, List<Part> absent) {
        return new Settled(
                gap, gap.missing() - sum(absent.stream()), sum(absent.stream().filter(Part::isQuarantined)), null);
    }

    Settled because(String why) {
        return new Settled(gap, filled, quarantined, why);
    }

    private static long sum(Stream<Part> parts) {
        return parts.mapToLong(Part::missing).sum();
    }

    public boolean isRepaired() {
        return filled == gap.missing();
    }
}
