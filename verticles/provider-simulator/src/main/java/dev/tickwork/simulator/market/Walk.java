package dev.tickwork.simulator.market;

import java.time.Instant;

/** How one asset's value goes, for one seed. A price is rounded from it in the end, so doubles are enough. */
final class Walk {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final double YEAR_SECONDS = 365.25 * 86_400;

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

    /** Says the same as its walk, and cheaper for moments that are near to each other. Not shared between threads. */
    final class Reader {
        private final BrownianPath.Reader place = path.new Reader();

        double logValue(Instant at) {
            return level + scale * place.at(activity.elapsed(at));
        }
    }
}
