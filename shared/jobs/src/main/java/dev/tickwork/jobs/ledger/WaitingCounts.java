package dev.tickwork.jobs.ledger;

/**
 * How many runs are not over, and what they do.
 *
 * @param ready could start now
 * @param later wait for their moment
 * @param running run
 * @param retrying wait for their next attempt
 * @param held wait for something else: a switch, a network, their children, the run before
 */
public record WaitingCounts(long ready, long later, long running, long retrying, long held) {
    public static final WaitingCounts NONE = new WaitingCounts(0, 0, 0, 0, 0);

    WaitingCounts plus(WaitingCounts other) {
        return new WaitingCounts(
                ready + other.ready,
                later + other.later,
                running + other.running,
                retrying + other.retrying,
                held + other.held);
    }
}
