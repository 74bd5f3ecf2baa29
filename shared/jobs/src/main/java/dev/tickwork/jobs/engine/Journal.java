package dev.tickwork.jobs.engine;

import dev.tickwork.domain.time.Time;
import dev.tickwork.jobs.LogLine;
import dev.tickwork.jobs.RunProgress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one execution says of itself, until it is written down. Bounded; safe for any thread. */
final class Journal {
    private static final int ITEMS = 50;
    private static final int LINES = 200;
    private static final int LONGEST = 1000;

    private final RunIdentity run;
    private final Time time;
    private final Deque<RunProgress.Item> items = new ArrayDeque<>();
    private List<LogLine> unwritten = new ArrayList<>();
    private long done;
    private @Nullable Long total;
    private @Nullable String message;
    private boolean isNew;
    private int lines;
    private int dropped;

    Journal(RunIdentity run, Time time) {
        this.run = run;
        this.time = time;
    }

    synchronized void progress(long units, @Nullable Long of, String said) {
        done = units;
        total = of;
        message = Texts.atMost(LONGEST, said);
        isNew = true;
    }

    synchronized void item(String name, @Nullable String failure) {
        items.addLast(new RunProgress.Item(
                Texts.atMost(LONGEST, name), failure == null ? null : Texts.atMost(LONGEST, failure)));
        if (items.size() > ITEMS) {
            items.removeFirst();
        }
        isNew = true;
    }

    synchronized void line(LogLine.Level level, String said) {
        isNew = true;
        if (unwritten.size() >= LINES) {
            dropped++;
            return;
        }
        unwritten.add(new LogLine(time.now(), level, Texts.atMost(LONGEST, said)));
    }

    /** What is new since the last time; null when nothing is. */
    synchronized @Nullable Page turn() {
        if (!isNew) {
            return null;
        }
        isNew = false;
        List<LogLine> fresh = takeLines();
        var progress = new RunProgress(
                run.id(),
                run.job(),
                run.attempt(),
                done,
                total,
                message,
                List.copyOf(items),
                fresh,
                run.startedAt(),
                time.now());
        return new Page(run.claim(), lines - fresh.size(), progress);
    }

    private List<LogLine> takeLines() {
        if (dropped > 0) {
            unwritten.add(
                    new LogLine(time.now(), LogLine.Level.WARN, dropped + " lines came too fast and are left out"));
            dropped = 0;
        }
        List<LogLine> taken = unwritten;
        unwritten = new ArrayList<>();
        lines += taken.size();
        return taken;
    }

    /**
     * What a run said since the last page.
     *
     * @param claim which taking of the run said it
     * @param firstLine the number of its first new line, from 0
     * @param progress with only the new lines
     */
    record Page(int claim, int firstLine, RunProgress progress) {}
}
