package dev.tickwork.gateway.bridge;

import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** Lines that wait for one slow browser: a few, and behind them a mark of what had to be dropped. */
final class WaitingLines {
    /**
     * A line of a list, encoded.
     *
     * @param sequence counts the lines of its address on this gateway
     */
    record Line(String address, long sequence, String frame) {}

    private record Dropped(long lastSequence, long lines) {}

    private final int most;
    private final Queue<Line> lines = new ArrayDeque<>();
    private final Map<String, Dropped> dropped = new LinkedHashMap<>();

    WaitingLines(int most) {
        this.most = most;
    }

    /** Keeps a line; returns whether the oldest had to be dropped for it. */
    boolean add(Line line) {
        lines.add(line);
        if (lines.size() <= most) {
            return false;
        }
        drop(lines.remove());
        return true;
    }

    /** Takes the next frame to send: a gap before the lines that follow it. Null when nothing waits. */
    @Nullable
    String next() {
        if (!dropped.isEmpty()) {
            var entry = dropped.entrySet().iterator().next();
            dropped.remove(entry.getKey());
            return BridgeFrames.gap(
                    entry.getKey(),
                    entry.getValue().lastSequence(),
                    entry.getValue().lines());
        }
        Line line = lines.poll();
        return line == null ? null : line.frame();
    }

    /** Forgets what waits for an address. */
    void forget(String address) {
        lines.removeIf(line -> line.address().equals(address));
        dropped.remove(address);
    }

    private void drop(Line line) {
        dropped.merge(
                line.address(),
                new Dropped(line.sequence(), 1),
                (known, one) -> new Dropped(one.lastSequence(), known.lines() + 1));
    }
}
