package dev.tickwork.gateway.live;

import dev.tickwork.domain.time.Alarm;
import dev.tickwork.domain.time.Time;
import dev.tickwork.redis.LastValues;
import dev.tickwork.redis.LiveFeed;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Fills the hub from Redis: what is pushed, and after a gap the last values. */
public final class LiveFeeder implements LiveFeed.Listener {
    private static final Logger log = LoggerFactory.getLogger(LiveFeeder.class);
    private static final String EVERY_TOPIC = "";
    private static final Duration AGAIN = Duration.ofSeconds(1);

    private final LiveHub hub;
    private final LastValues lastValues;
    private final Time time;
    private final Runnable missed;
    private @Nullable Alarm retry;
    private boolean isEnded;

    /** @param missed is told after a gap, when the last values are known again: of lists, updates may be lost */
    public LiveFeeder(LiveHub hub, LastValues lastValues, Time time, Runnable missed) {
        this.hub = hub;
        this.lastValues = lastValues;
        this.time = time;
        this.missed = missed;
    }

    @Override
    public void said(String topic, String json) {
        hub.pushed(new LiveUpdate(topic, json));
    }

    @Override
    public void gone(String topic) {
        hub.gone(topic);
    }

    @Override
    public void gap() {
        long pushesBefore = hub.pushes();
        lastValues
                .read(EVERY_TOPIC)
                .onSuccess(read -> caughtUp(read, pushesBefore))
                .onFailure(this::again);
    }

    /** Tries no more. */
    public synchronized void end() {
        isEnded = true;
        if (retry != null) {
            retry.cancel();
        }
    }

    private void caughtUp(Map<String, String> read, long pushesBefore) {
        hub.caughtUp(read, pushesBefore);
        missed.run();
    }

    /** The feed may be open before the connection for commands is. */
    private synchronized void again(Throwable failure) {
        log.atDebug().addKeyValue("error", failure.getMessage()).log("last values could not be read yet");
        if (!isEnded) {
            retry = time.wakeAfter(AGAIN, this::gap);
        }
    }
}
