package dev.tickwork.simulator.candles;

import dev.tickwork.simulator.market.PriceReader;

/**
 * How a recorded candle may have come about, of which only the end is known: straight from its open to the extreme that is
 * nearer to it, from there to the other, and on to its close, each in a third of the time.
 */
final class Forming {
    private static final double LEGS = 3;

    private final Trades whole;
    private final double[] path;

    Forming(Trades whole) {
        this.whole = whole;
        boolean lowFirst = whole.open() - whole.low() < whole.high() - whole.open();
        this.path = new double[] {
            whole.open(), lowFirst ? whole.low() : whole.high(), lowFirst ? whole.high() : whole.low(), whole.close()
        };
    }

    /** What has happened after that part of its time, from 0 to 1. */
    Trades after(double fraction) {
        double high = path[0];
        double low = path[0];
        int passed = (int) (fraction * LEGS);
        for (int turn = 1; turn <= passed; turn++) {
            high = Math.max(high, path[turn]);
            low = Math.min(low, path[turn]);
        }
        double now = price(fraction, passed);
        return new Trades(
                path[0], Math.max(high, now), Math.min(low, now), now, 1 + (long) (whole.volume() * fraction));
    }

    private double price(double fraction, int passed) {
        if (passed == LEGS) {
            return whole.close();
        }
        double part = fraction * LEGS - passed;
        double exact = path[passed] + part * (path[passed + 1] - path[passed]);
        return Math.max(whole.low(), Math.min(whole.high(), PriceReader.rounded(exact)));
    }
}
