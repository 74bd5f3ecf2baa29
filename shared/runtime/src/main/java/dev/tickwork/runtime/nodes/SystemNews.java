package dev.tickwork.runtime.nodes;

import dev.tickwork.messages.Wire;
import dev.tickwork.messages.live.SystemChanged;
import dev.tickwork.redis.LastValues;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells every open console what changes in the system, by way of Redis so that all gateways push it and none twice. While
 * Redis is away the consoles miss it, and ask.
 */
public final class SystemNews {
    /** What consoles subscribe to as {@code live.system}. */
    private static final String TOPIC = "system";

    private static final Logger log = LoggerFactory.getLogger(SystemNews.class);

    private final LastValues live;

    public SystemNews(LastValues live) {
        this.live = live;
    }

    /** Says it; never fails. */
    public void say(SystemChanged change) {
        live.announce(TOPIC, Wire.encode(change)).onFailure(e -> log.atDebug()
                .addKeyValue("error", e.getMessage())
                .log("a change of the system was not pushed"));
    }
}
