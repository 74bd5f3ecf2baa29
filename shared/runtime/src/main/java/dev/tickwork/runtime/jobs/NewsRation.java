package dev.tickwork.runtime.jobs;

import dev.tickwork.domain.time.Time;
import dev.tickwork.messages.live.JobChanged;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Lets so many changes a second through to the consoles. Of the rest the last one goes out when the second is over, with
 * their number: nobody reads thousands of lines, and a page asks for its list anew. Safe for any thread.
 */
final class NewsRation {
    private static final int A_SECOND = 100;
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final Time time;
    private final Consumer<JobChanged> out;
    private Instant began = Instant.MIN;
    private int said;
    private int untold;
    private @Nullable JobChanged last;

    NewsRation(Time time, Consumer<JobChanged> out) {
        this.time = time;
        this.out = out;
    }

    synchronized void say(JobChanged change) {
        beginSecond(time.now());
        if (said < A_SECOND) {
            said++;
            out.accept(change);
            return;
        }
        if (last == null) {
            var unused = time.wakeAt(began.plus(SECOND), this::sayRest);
        }
        last = change;
        untold++;
    }

    private void beginSecond(Instant now) {
        if (began.equals(Instant.MIN) || now.isBefore(began) || !now.isBefore(began.plus(SECOND))) {
            began = now;
            said = 0;
        }
    }

    private synchronized void sayRest() {
        if (last != null) {
            out.accept(last.and(untold - 1));
            last = null;
            untold = 0;
        }
    }
}
