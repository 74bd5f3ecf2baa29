package dev.tickwork.runtime.terminal;

import dev.tickwork.domain.time.Time;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** For files and other programs: a line of the log now and then. */
public final class ProgressLines implements ProgressView {
    private static final Logger log = LoggerFactory.getLogger(ProgressLines.class);
    private static final Duration BETWEEN = Duration.ofSeconds(5);

    private final Time time;
    private Instant next = Instant.MIN;

    public ProgressLines(Time time) {
        this.time = time;
    }

    @Override
    public synchronized void show(Progress progress) {
        Instant now = time.now();
        if (now.isBefore(next)) {
            return;
        }
        next = now.plus(BETWEEN);
        log.atInfo()
                .addKeyValue("job", progress.job())
                .addKeyValue("rows", progress.counted())
                .log("job goes on: {}", progress.message());
    }

    @Override
    public synchronized void clear() {
        next = Instant.MIN;
    }
}
