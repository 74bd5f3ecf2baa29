package dev.tickwork.runtime.lifecycle;

/** What a process tells the one who started it. */
public enum ExitCode {
    /** It did what it was asked, or was told to stop and did. */
    DONE(0),
    /** It could not start, or could not end in order. */
    FAILED(1),
    /** It was started wrongly: command line, configuration, or a database of the other world. */
    MISUSED(2);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }
}
