package dev.tickwork.providers.bitfinex;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tickwork.domain.time.Alarm;
import dev.tickwork.domain.time.Time;
import dev.tickwork.upstream.UpstreamSocket;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the parts of a stream share.
 *
 * @param socket the wire; all of them live on its context
 * @param time the one clock
 */
record StreamLine(UpstreamSocket socket, Time time) {
    private static final Logger log = LoggerFactory.getLogger(StreamLine.class);

    Instant now() {
        return time.now();
    }

    /** Says something; when that fails, the socket's end is near and will be heard. */
    void say(ObjectNode message) {
        socket.send(message.toString()).onFailure(failure -> log.atDebug()
                .addKeyValue("upstream", BitfinexCandleStreams.UPSTREAM)
                .addKeyValue("error", failure.getMessage())
                .log("message was not sent"));
    }

    /** How far the clock gets while the other side takes that much true time. */
    Duration shownIn(Duration trueTime) {
        return time.shownIn(trueTime);
    }

    /** Runs {@code wake} on the context after a while, unless it is taken back before it runs. */
    Alarm after(Duration delay, Runnable wake) {
        var wanted = new AtomicBoolean(true);
        Alarm alarm = time.wakeAfter(delay, () -> socket.context().runOnContext(here -> {
            if (wanted.getAndSet(false)) {
                wake.run();
            }
        }));
        return () -> {
            wanted.set(false);
            alarm.cancel();
        };
    }

    /** Runs {@code work} on the context, after what runs there now. */
    void next(Runnable work) {
        socket.context().runOnContext(here -> work.run());
    }

    /** Ends the wire. */
    Future<Void> close(String reason) {
        return socket.close(reason);
    }
}
