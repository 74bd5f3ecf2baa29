package dev.tickwork.simulator.bitfinex;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tickwork.domain.candles.Candle;
import dev.tickwork.messages.Wire;
import dev.tickwork.simulator.faults.FaultKind;
import io.vertx.core.http.ServerWebSocket;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what one connection says: objects for events, arrays for channels. Arrays are numbered one after the other,
 * heartbeats too, and stamped, when the other side has asked for it.
 */
final class Frames {
    private static final Logger log = LoggerFactory.getLogger(Frames.class);
    private static final int TIMESTAMPS = 32_768;
    private static final int NUMBERS = 65_536;

    private final ServerWebSocket socket;
    private final Condition condition;
    private int flags;
    private long number;

    Frames(ServerWebSocket socket, Condition condition) {
        this.socket = socket;
        this.condition = condition;
    }

    /** From now on as {@code flags} say. */
    void configure(int flags) {
        this.flags = flags;
    }

    /** Whether nobody hears any more. */
    boolean isGone() {
        return socket.isClosed();
    }

    /** Whether the other side reads too slowly for more. */
    boolean isFull() {
        return socket.writeQueueFull();
    }

    void event(ObjectNode event) {
        write(event.toString());
    }

    void info(int code, String words) {
        event(Wire.object().put("event", "info").put("code", code).put("msg", words));
    }

    void snapshot(int channel, List<Candle> newestFirst) {
        array(channel, newestFirst.stream().map(Rows::text).collect(Collectors.joining(",", "[", "]")), false);
    }

    /** Says how a candle is; twice, or not at all, when a fault strikes. */
    void update(int channel, String symbol, Candle candle) {
        String row = Rows.text(candle);
        array(channel, row, condition.strikes(FaultKind.LOST_FRAMES, symbol));
        if (condition.strikes(FaultKind.DUPLICATES, symbol)) {
            array(channel, row, false);
        }
    }

    void heartbeat(int channel) {
        array(channel, "\"hb\"", false);
    }

    private void array(int channel, String payload, boolean isLost) {
        var frame = new StringBuilder(payload.length() + 48);
        frame.append('[').append(channel).append(',').append(payload);
        number++;
        if ((flags & NUMBERS) != 0) {
            frame.append(',').append(number);
        }
        if ((flags & TIMESTAMPS) != 0) {
            frame.append(',').append(condition.now().toEpochMilli());
        }
        if (!isLost) {
            write(frame.append(']').toString());
        }
    }

    private void write(String text) {
        if (isGone()) {
            return;
        }
        socket.writeTextMessage(text).onFailure(Frames::listenerIsGone);
    }

    /** Nothing to mend: a listener that hangs up is what some faults are for. */
    static void listenerIsGone(Throwable why) {
        log.atDebug().addKeyValue("error", why).log("listener is gone");
    }
}
