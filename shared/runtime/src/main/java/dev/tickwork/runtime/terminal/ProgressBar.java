package dev.tickwork.runtime.terminal;

import java.io.PrintStream;

/** For people: one line on a terminal that is drawn over and over, below the lines of the log. */
public final class ProgressBar implements ProgressView {
    private static final int CELLS = 24;
    private static final int HUNDRED = 100;
    /** Of the narrowest terminal; a longer line would wrap, and could not be drawn over. */
    private static final int COLUMNS = 79;

    private static final String ERASE = "\r\u001b[K";

    private final PrintStream terminal;
    private boolean isDrawn;

    public ProgressBar(PrintStream terminal) {
        this.terminal = terminal;
    }

    @Override
    public synchronized void show(Progress progress) {
        isDrawn = true;
        terminal.print(ERASE + fitting(line(progress)));
        terminal.flush();
    }

    @Override
    public synchronized void clear() {
        terminal.print(erased());
        terminal.flush();
    }

    @Override
    public synchronized String beside(String line) {
        return erased() + line;
    }

    private String erased() {
        String erasure = isDrawn ? ERASE : "";
        isDrawn = false;
        return erasure;
    }

    private static String line(Progress progress) {
        String head = progress.job() + " ";
        String bar = progress.total() == null ? "" : "[" + cells(progress.percent()) + "] " + percent(progress) + " ";
        return (head + bar + progress.counted() + "  " + progress.message()).stripTrailing();
    }

    private static String cells(int percent) {
        int full = percent * CELLS / HUNDRED;
        return "#".repeat(full) + "-".repeat(CELLS - full);
    }

    private static String percent(Progress progress) {
        return " ".repeat(progress.percent() < 10 ? 2 : progress.percent() < HUNDRED ? 1 : 0) + progress.percent()
                + "%";
    }

    private static String fitting(String line) {
        return line.length() <= COLUMNS ? line : line.substring(0, COLUMNS - 1) + "…";
    }
}
