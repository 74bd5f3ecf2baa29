package dev.tickwork.simulator.market;

import java.time.Instant;

/** How one asset's value goes, for one seed. A price is rounded from it in the end, so doubles are enough. */
final class Walk {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final double YEAR_SECONDS = 365.25 * 86_400;

    private static final long HOUR_SECONDS = 3600;

    private final BrownianPath path;
    private final Activity activity;
    private final double scale;
    private final double level;

    Walk(long seed, Asset asset) {
        this.path = new BrownianPath(BrownianPath.mix(seed ^ asset.code().hashCode()));
        this.activity = asset.kind().activity();
        this.scale = asset.volatility() / Math.sqrt(YEAR_SECONDS);
        this.level = Math.log(asset.dollars()) - scale * path.at(activity.elapsed(START));
    }

    /** The logarithm of what one is worth at a moment. */
    double logValue(Instant at) {
        return level + scale * path.at(activity.elapsed(at));
    }

    /** For many moments that are near to each other. */
    Reader reader() {
        return new Reader();
    }

    /**
     * Follows its walk with a coarser pen, for a tenth of the cost: a few hundredths of a percent beside it at most times.
     * Not shared between threads.
     */
    final class Reader {
        private static final int PEN_SECONDS = 32;

        private final BrownianPath.Reader place = path.reader(PEN_SECONDS);
        private long hour = Long.MIN_VALUE;
        private double elapsed;
        private double busy;

        /** The logarithm of what one is worth. */
        double logValue(long epochSecond) {
            turnTo(Math.floorDiv(epochSecond, HOUR_SECONDS));
            return level + scale * place.at(elapsed + busy * (epochSecond - hour * HOUR_SECONDS));
        }

        /** How many times as fast as usual time runs for it. */
        double busy(long epochSecond) {
            turnTo(Math.floorDiv(epochSecond, HOUR_SECONDS));
            return busy;
        }

        /** Within an hour it is as busy as in its first second. */
        private void turnTo(long wanted) {
            if (hour != wanted) {
                hour = wanted;
                elapsed = activity.elapsed(Instant.ofEpochSecond(wanted * HOUR_SECONDS));
                busy = activity.elapsed(Instant.ofEpochSecond(wanted * HOUR_SECONDS + 1)) - elapsed;
            }
        }
    }
}
