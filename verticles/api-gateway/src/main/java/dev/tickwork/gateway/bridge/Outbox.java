package dev.tickwork.gateway.bridge;

import io.vertx.core.Future;
import io.vertx.ext.web.handler.sockjs.SockJSSocket;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything on its way to one browser. Writes at once while the browser keeps up. When it does not, the newest value of
 * each topic waits, so what a slow browser costs is bounded by what it subscribed to; the frames that wait are the ones
 * that all sockets share. A SockJS session never says that its queue is full, so this counts what the network has not
 * yet taken.
 */
final class Outbox {
    private final SockJSSocket socket;
    private final int unsentLimit;
    private final BridgeMeters meters;
    private final Map<String, String> waitingValues = new LinkedHashMap<>();
    private final WaitingLines waitingLines;
    private int unsent;
    private long taken;
    private boolean isFlushing;

    Outbox(SockJSSocket socket, BridgeLimits limits, BridgeMeters meters) {
        this.socket = socket;
        this.unsentLimit = limits.unsentBytes();
        this.meters = meters;
        this.waitingLines = new WaitingLines(limits.waitingLines());
    }

    /** Sends a value, or lets it take the place of an older one that waits. */
    void value(String address, String frame) {
        if (unsent < unsentLimit) {
            write(frame);
            return;
        }
        if (waitingValues.put(address, frame) != null) {
            meters.conflated();
        }
    }

    /** Sends a line, or lets it wait behind those that wait already. */
    void line(WaitingLines.Line line) {
        if (unsent < unsentLimit) {
            write(line.frame());
            return;
        }
        if (waitingLines.add(line)) {
            meters.dropped();
        }
    }

    /** Sends now, however slow the browser is: replies, of which only so many may be on their way. */
    Future<Void> now(String frame) {
        unsent += frame.length();
        return socket.write(frame).onComplete(written -> wasTaken(frame.length()));
    }

    /** Forgets what waits for an address. */
    void forget(String address) {
        waitingValues.remove(address);
        waitingLines.forget(address);
    }

    /** How many frames the network took so far; stands still while the browser takes nothing. */
    long taken() {
        return taken;
    }

    boolean isWaiting() {
        return unsent > 0;
    }

    /** A failed write means that the socket is closing, which its close handler deals with. */
    private void write(String frame) {
        unsent += frame.length();
        socket.write(frame).onComplete(written -> wasTaken(frame.length()));
    }

    private void wasTaken(int length) {
        unsent -= length;
        taken++;
        if (!isFlushing) {
            flush();
        }
    }

    /** A write may complete at once and come back here, hence the flag instead of recursion. */
    private void flush() {
        isFlushing = true;
        for (String next = next(); next != null; next = next()) {
            write(next);
        }
        isFlushing = false;
    }

    private @Nullable String next() {
        if (unsent >= unsentLimit) {
            return null;
        }
        String line = waitingLines.next();
        return line == null ? oldestValue() : line;
    }

    private @Nullable String oldestValue() {
        var oldest = waitingValues.entrySet().iterator();
        if (!oldest.hasNext()) {
            return null;
        }
        String frame = oldest.next().getValue();
        oldest.remove();
        return frame;
    }
}
