package dev.tickwork.runtime.replies;

import dev.tickwork.domain.time.Alarm;
import dev.tickwork.domain.time.Time;
import io.vertx.core.Future;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Forgets answers that were kept long enough, once an hour. Any number of processes may do so. */
public final class ReplyPurge {
    private static final Logger log = LoggerFactory.getLogger(ReplyPurge.class);
    private static final Duration EVERY = Duration.ofHours(1);

    private final IdempotentReplies replies;
    private final Time time;
    private @Nullable Alarm alarm;
    private boolean stopped;

    public ReplyPurge(IdempotentReplies replies, Time time) {
        this.replies = replies;
        this.time = time;
    }

    /** Begins; the first time is in an hour. */
    public synchronized void start() {
        if (!stopped) {
            alarm = time.wakeAfter(EVERY, this::purge);
        }
    }

    /** Ends; what is being forgotten at this moment is not waited for. */
    public synchronized Future<Void> stop() {
        stopped = true;
        if (alarm != null) {
            alarm.cancel();
        }
        return Future.succeededFuture();
    }

    private void purge() {
        replies.purge()
                .onSuccess(gone -> log.atDebug().addKeyValue("rows", gone).log("old answers are forgotten"))
                .onFailure(
                        e -> log.atWarn().addKeyValue("error", e.getMessage()).log("old answers are not forgotten"))
                .onComplete(done -> start());
    }
}
