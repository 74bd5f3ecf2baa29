package dev.tickwork.gateway.bridge;

/** Whether a browser is still there: it talks, and it takes what it is sent. */
final class Vitals {
    private final Patience silence;
    private final Patience stall;
    private final Outbox outbox;
    private long takenAtLastBeat;

    Vitals(BridgeLimits limits, Outbox outbox) {
        this.silence = new Patience(limits.silence());
        this.stall = new Patience(limits.stall());
        this.outbox = outbox;
    }

    /** It said something. */
    void talked() {
        silence.renew();
    }

    /** A beat has passed; true when the browser must be taken for gone. */
    boolean isGone() {
        return silence.isOver() || isStalled();
    }

    private boolean isStalled() {
        boolean hasTaken = outbox.taken() != takenAtLastBeat;
        takenAtLastBeat = outbox.taken();
        if (hasTaken || !outbox.isWaiting()) {
            stall.renew();
            return false;
        }
        return stall.isOver();
    }
}
