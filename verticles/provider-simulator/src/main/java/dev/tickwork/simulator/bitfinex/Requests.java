package dev.tickwork.simulator.bitfinex;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tickwork.domain.candles.Candle;
import dev.tickwork.domain.candles.Timeframe;
import dev.tickwork.messages.Wire;
import dev.tickwork.messages.WireException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers what one connection is asked for. What is not JSON is not answered at all. */
final class Requests {
    private static final Logger log = LoggerFactory.getLogger(Requests.class);
    private static final int SNAPSHOT = 120;
    private static final Duration LONGEST_SNAPSHOT = Duration.ofDays(400);
    private static final int UNKNOWN_EVENT = 10_000;
    private static final int NOT_SUBSCRIBED = 10_300;
    private static final int SUBSCRIBED_ALREADY = 10_301;
    private static final int UNKNOWN_CHANNEL = 10_302;
    private static final int TOO_MANY = 10_305;
    private static final int NOT_UNSUBSCRIBED = 10_400;

    private final Frames frames;
    private final Channels channels;
    private final Desk desk;

    Requests(Frames frames, Channels channels, Desk desk) {
        this.frames = frames;
        this.channels = channels;
        this.desk = desk;
    }

    void answer(String text) {
        try {
            answer(Wire.tree(text));
        } catch (WireException e) {
            log.atDebug().addKeyValue("error", e).log("not JSON");
        }
    }

    private void answer(JsonNode asked) {
        String event = asked.path("event").asText();
        switch (event) {
            case "ping" -> ping(asked);
            case "conf" -> configure(asked.path("flags").asInt());
            case "subscribe" -> subscribe(asked);
            case "unsubscribe" -> unsubscribe(asked.path("chanId").asInt());
            default -> frames.event(error(UNKNOWN_EVENT, "event: invalid (" + event + ")"));
        }
    }

    private void ping(JsonNode asked) {
        ObjectNode pong = Wire.object().put("event", "pong");
        pong.put("ts", desk.condition().now().toEpochMilli()).set("cid", asked.get("cid"));
        frames.event(pong);
    }

    private void configure(int flags) {
        frames.configure(flags);
        frames.event(Wire.object().put("event", "conf").put("status", "OK").put("flags", flags));
    }

    private void subscribe(JsonNode asked) {
        String name = asked.path("key").asText();
        Optional<CandleKey> key = CandleKey.of(name, desk.symbols());
        if (!asked.path("channel").asText().equals("candles")) {
            refuse(UNKNOWN_CHANNEL, "channel: unknown", asked);
        } else if (key.isEmpty()) {
            refuse(NOT_SUBSCRIBED, CandleKey.mistake(name) + ": invalid", asked);
        } else if (channels.has(key.get())) {
            refuse(SUBSCRIBED_ALREADY, "subscribe: dup", asked);
        } else if (channels.isFull()) {
            frames.event(error(TOO_MANY, "subscribe: limit"));
        } else {
            begin(key.get(), asked);
        }
    }

    private void begin(CandleKey key, JsonNode asked) {
        Channel channel = channels.add(key, desk.condition());
        ObjectNode subscribed = Wire.object()
                .put("event", "subscribed")
                .put("channel", "candles")
                .put("chanId", channel.id())
                .put("key", asked.path("key").asText());
        if (asked.has("subId")) {
            subscribed.set("subId", asked.get("subId"));
        }
        frames.event(subscribed);
        Instant now = desk.condition().asOf(key.symbol());
        desk.history()
                .newest(key, rows(key.timeframe()))
                .onSuccess(rows -> begin(channel, rows, now))
                .onFailure(broken -> log.atError().setCause(broken).log("made-up snapshot failed"));
    }

    private void begin(Channel channel, List<Candle> newestFirst, Instant now) {
        if (channels.holds(channel)) {
            channel.begin(frames, newestFirst, now);
        }
    }

    private void unsubscribe(int id) {
        frames.event(channels.remove(id)
                .map(channel -> Wire.object()
                        .put("event", "unsubscribed")
                        .put("status", "OK")
                        .put("chanId", id))
                .orElseGet(() -> error(NOT_UNSUBSCRIBED, "unsubscribe: invalid")));
    }

    private void refuse(int code, String words, JsonNode asked) {
        ObjectNode refusal = error(code, words);
        refusal.put("channel", asked.path("channel").asText());
        frames.event(refusal.put("key", asked.path("key").asText()));
    }

    private static ObjectNode error(int code, String words) {
        return Wire.object().put("event", "error").put("msg", words).put("code", code);
    }

    private static int rows(Timeframe timeframe) {
        return (int) Math.max(2, Math.min(SNAPSHOT, LONGEST_SNAPSHOT.dividedBy(timeframe.about())));
    }
}
