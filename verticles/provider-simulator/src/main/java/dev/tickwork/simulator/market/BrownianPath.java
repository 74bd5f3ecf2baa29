package dev.tickwork.simulator.market;

/**
 * One path of a standard Brownian motion that can be read at any moment without walking there: the ends of a very long
 * span are drawn first, then the middle of each half as a Brownian bridge, down to one second. Every point is drawn by a
 * hash of the seed and its place, so the same seed gives the same path everywhere, and a coarse look and a fine look agree
 * wherever both look. Costs 33 draws a reading and keeps nothing.
 */
final class BrownianPath {
    /** Seconds that a path covers, from 0; about 272 years. */
    static final long SPAN = 1L << 33;

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
        if (second < 0 || second > SPAN) {
            throw new IllegalArgumentException("second: " + second + " is not between 0 and " + SPAN);
        }
        long from = 0;
        long length = SPAN;
        double left = 0;
        double right = Math.sqrt(SPAN) * normal(SPAN);
        while (length > 1) {
            long half = length / 2;
            double middle = (left + right) / 2 + Math.sqrt(length) / 2 * normal(from + half);
            if (second < from + half) {
                right = middle;
            } else {
                left = middle;
                from += half;
            }
            length = half;
        }
        return left + (right - left) * (second - from);
    }

    /** A draw of the standard normal distribution that belongs to {@code place}, by Box and Muller's method. */
    private double normal(long place) {
        long bits = mix(seed ^ mix(place));
        double radius = Math.sqrt(-2 * Math.log(unit(bits)));
        return radius * Math.cos(2 * Math.PI * unit(mix(bits)));
    }

    /** A number above 0 and not above 1. */
    private static double unit(long bits) {
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
