package dev.tickwork.providers.bitfinex;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tickwork.domain.Fault;
import dev.tickwork.domain.time.Alarm;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The first words: Bitfinex says who it is, we say how we want to be told. */
final class Greeting {
    private static final Logger log = LoggerFactory.getLogger(Greeting.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int OUR_VERSION = 2;

    private final StreamLine line;
    private final Promise<Void> over = Promise.promise();
    private final Alarm alarm;
    private final Runnable onMaintenance;
    private int flags;

    /** @param onMaintenance said before it fails because of one */
    Greeting(StreamLine line, Runnable onMaintenance) {
        this.line = line;
        this.onMaintenance = onMaintenance;
        this.alarm = line.after(line.shownIn(PATIENCE), () -> fail("bitfinex: the stream did not begin within 10 s"));
    }

    /** Completes when the stream may begin; fails with a {@link Fault} when it will not. */
    Future<Void> over() {
        return over.future();
    }

    boolean isOver() {
        return over.future().isComplete();
    }

    /** Whether Bitfinex agreed to a flag. */
    boolean has(int flag) {
        return (flags & flag) != 0;
    }

    /** Hears an event. */
    void hear(JsonNode event) {
        switch (event.path("event").asText()) {
            case "info" -> info(event);
            case "conf", "error" -> conf(event);
            default -> {}
        }
    }

    /** Nothing will come of it. */
    void fail(String reason) {
        settle();
        over.tryFail(new Fault.Transient(reason, null));
    }

    private void info(JsonNode info) {
        if (info.has("code")) {
            if (StreamWords.code(info) == StreamWords.MAINTENANCE_BEGINS) {
                onMaintenance.run();
            }
            fail("bitfinex: the stream began with " + StreamWords.code(info));
            return;
        }
        int version = info.path("version").asInt();
        if (version != OUR_VERSION) {
            settle();
            over.tryFail(new Fault.Permanent("bitfinex: the stream has version " + version + " and not 2", null));
            return;
        }
        if (info.path("platform").path("status").asInt(1) == 0) {
            onMaintenance.run();
            fail("bitfinex: the platform is under maintenance");
            return;
        }
        line.say(StreamWords.conf());
    }

    /** Without its sequence a stream is worth as much; it is only not known when something of it was lost. */
    private void conf(JsonNode conf) {
        if (conf.path("status").asText().equals("OK")) {
            flags = conf.path("flags").asInt();
        }
        if (!has(StreamWords.SEQUENCE)) {
            log.atWarn()
                    .addKeyValue("upstream", BitfinexCandleStreams.UPSTREAM)
                    .addKeyValue("error", StreamWords.code(conf))
                    .log("stream will not be numbered");
        }
        settle();
        over.tryComplete();
    }

    private void settle() {
        alarm.cancel();
    }
}
