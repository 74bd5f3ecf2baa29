package dev.tickwork.candleingest.stream;

/** How many candles may wait on this node, over all connections. Touched on one context only. */
final class Room {
    private final int most;
    private volatile int taken;

    Room(int most) {
        this.most = most;
    }

    /** Takes a place; false when there is none. */
    boolean take() {
        if (taken >= most) {
            return false;
        }
        taken = taken + 1;
        return true;
    }

    void giveBack(int places) {
        taken = taken - places;
    }

    int taken() {
        return taken;
    }
}
