package dev.tickwork.simulator.bitfinex;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tickwork.messages.Wire;
import dev.tickwork.simulator.faults.FaultKind;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** One connection from its first word to its last. Not shared between threads. */
final class StreamSession {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int STOPPING = 20_051;
    private static final int MAINTENANCE_BEGINS = 20_060;
    private static final int MAINTENANCE_ENDS = 20_061;

    private final Frames frames;
    private final Channels channels;
    private final Condition condition;
    private final Desk desk;
    private final Requests requests;
    private final Runnable cut;
    private final Instant openedAt;
    private Instant busyAt;
    private boolean wasOperative;
    private boolean isStopping;

    StreamSession(Frames frames, Channels channels, Desk desk, Runnable cut) {
        this.frames = frames;
        this.channels = channels;
        this.desk = desk;
        this.condition = desk.condition();
        this.requests = new Requests(frames, channels, desk);
        this.cut = cut;
        this.openedAt = condition.now();
        this.busyAt = openedAt;
        this.wasOperative = condition.isOperative();
    }

    /** Says what it is. */
    void begin() {
        ObjectNode info = Wire.object().put("event", "info").put("version", 2);
        info.put("serverId", new UUID(openedAt.toEpochMilli(), System.identityHashCode(this)).toString());
        info.putObject("platform").put("status", wasOperative ? 1 : 0);
        frames.event(info);
    }

    /** Something was said to it. */
    void hear(String text) {
        if (!condition.isSilent()) {
            requests.answer(text);
        }
    }

    /** Says what there is to say. */
    void tick() {
        if (frames.isGone() || condition.isSilent()) {
            return;
        }
        if (isStopping || isOver()) {
            cut.run();
            return;
        }
        if (condition.strikes(FaultKind.RESTARTING, "")) {
            isStopping = true;
            frames.info(STOPPING, "Stopping. Please try to reconnect");
            return;
        }
        tellOfMaintenance();
        channels.all().forEach(this::tick);
    }

    private void tick(Channel channel) {
        if (frames.isFull() || channel.isSilent(condition)) {
            return;
        }
        channel.beat(frames, condition.now());
        if (wasOperative) {
            channel.tick(frames, desk);
        }
    }

    private void tellOfMaintenance() {
        boolean isOperative = condition.isOperative();
        if (wasOperative && !isOperative) {
            frames.info(MAINTENANCE_BEGINS, "Entering in Maintenance mode. Please pause any activity");
        } else if (!wasOperative && isOperative) {
            frames.info(MAINTENANCE_ENDS, "Maintenance ended. You can resume normal activity");
        }
        wasOperative = isOperative;
    }

    /** Nobody may hold a connection for nothing. */
    private boolean isOver() {
        Instant now = condition.now();
        busyAt = channels.isEmpty() ? busyAt : now;
        return condition.breaks(Duration.between(openedAt, now)) || !now.isBefore(busyAt.plus(PATIENCE));
    }
}
