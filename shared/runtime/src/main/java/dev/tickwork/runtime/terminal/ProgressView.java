package dev.tickwork.runtime.terminal;

/** Shows how far the present run is. Any thread may call it. */
public interface ProgressView {
    /** It is this far now. */
    void show(Progress progress);

    /** It has ended; what it said last is of no interest any more. */
    void clear();

    /** A line of the log that is written meanwhile, as it must be for both to be readable. */
    default String beside(String line) {
        return line;
    }
}
