package dev.tickwork.simulator.market;

/**
 * One path of a standard Brownian motion that can be read at any moment without walking there: the ends of a very long
 * span are drawn first, then the middle of each half as a Brownian bridge, down to one second. Every point is drawn by a
 * hash of the seed and its place, so the same seed gives the same path everywhere, and a coarse look and a fine look agree
 * wherever both look. Costs 33 draws a reading, fewer for a {@link Reader}.
 */
final class BrownianPath {
    private static final int HALVINGS = 33;

    /** Seconds that a path covers, from 0; about 272 years. */
    static final long SPAN = 1L << HALVINGS;

    private final long seed;

    BrownianPath(long seed) {
        this.seed = seed;
    }

    /**
     * Where the path is.
     *
     * @param second between 0 and {@link #SPAN}; between whole seconds the path is a straight line
     * @return starts at 0 for second 0; its change over n seconds has a variance of n
     */
    double at(double second) {
        return new Reader(HALVINGS).at(second);
    }

    /** Reads many moments that are near to each other, as straight lines between moments that far apart. */
    Reader reader(int seconds) {
        return new Reader(HALVINGS - Integer.numberOfTrailingZeros(Integer.highestOneBit(seconds)));
    }

    /**
     * Remembers the spans around the last moment, so that one nearby costs a few draws. Where it draws, it draws what
     * everybody does. Not shared between threads.
     */
    final class Reader {
        private final int halvings;
        private final long[] from = new long[HALVINGS + 1];
        private final double[] left = new double[HALVINGS + 1];
        private final double[] right = new double[HALVINGS + 1];
        private int depth;

        private Reader(int halvings) {
            this.halvings = halvings;
            right[0] = Math.sqrt(SPAN) * normal(SPAN);
        }

        /** Where the path is, about. */
        double at(double second) {
            if (second < 0 || second > SPAN) {
                throw new IllegalArgumentException("second: " + second + " is not between 0 and " + SPAN);
            }
            while (depth > 0 && !isWithin(second)) {
                depth--;
            }
            while (depth < halvings) {
                halve(second);
            }
            return left[depth] + (right[depth] - left[depth]) * (second - from[depth]) / (SPAN >> depth);
        }

        private boolean isWithin(double second) {
            return second >= from[depth] && second < from[depth] + (SPAN >> depth);
        }

        private void halve(double second) {
            long length = SPAN >> depth;
            long middle = from[depth] + length / 2;
            double there = (left[depth] + right[depth]) / 2 + Math.sqrt(length) / 2 * normal(middle);
            boolean isBefore = second < middle;
            from[depth + 1] = isBefore ? from[depth] : middle;
            left[depth + 1] = isBefore ? left[depth] : there;
            right[depth + 1] = isBefore ? there : right[depth];
            depth++;
        }
    }

    /** A draw of the standard normal distribution that belongs to {@code place}, by Box and Muller's method. */
    private double normal(long place) {
        long bits = mix(seed ^ mix(place));
        double radius = Math.sqrt(-2 * Math.log(unit(bits)));
        return radius * Math.cos(2 * Math.PI * unit(mix(bits)));
    }

    /** A number above 0 and not above 1. */
    static double unit(long bits) {
        return ((bits >>> 11) + 1) * 0x1.0p-53;
    }

    /** The finaliser of SplitMix64: every bit of the input changes about half of the output's. */
    static long mix(long value) {
        long z = value + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
