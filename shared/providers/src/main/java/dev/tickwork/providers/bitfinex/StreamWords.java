package dev.tickwork.providers.bitfinex;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What is said over the websocket.
 *
 * @see <a href="https://docs.bitfinex.com/docs/ws-general">events, flags and info codes</a>
 * @see <a href="https://docs.bitfinex.com/reference/ws-public-candles">the candles channel</a>
 */
final class StreamWords {
    /** Every array carries its place in the sequence of all arrays of the socket. */
    static final int SEQUENCE = 65_536;

    /** Every array carries when it was sent. */
    static final int TIMESTAMP = 32_768;

    static final int RESTART = 20_051;
    static final int MAINTENANCE_BEGINS = 20_060;
    static final int MAINTENANCE_ENDS = 20_061;
    static final int SUBSCRIBED_TWICE = 10_301;
    static final int NOT_UNSUBSCRIBED = 10_400;
    static final int NOT_SUBSCRIBED = 10_401;

    private StreamWords() {}

    static ObjectNode conf() {
        return event("conf").put("flags", SEQUENCE | TIMESTAMP);
    }

    static ObjectNode subscribe(CandleKey key) {
        return event("subscribe").put("channel", "candles").put("key", key.text());
    }

    static ObjectNode unsubscribe(long channel) {
        return event("unsubscribe").put("chanId", channel);
    }

    static ObjectNode ping(long number) {
        return event("ping").put("cid", number);
    }

    /** The code of an info or an error, which has been seen as a text too; 0 without one. */
    static int code(JsonNode event) {
        return event.path("code").asInt();
    }

    private static ObjectNode event(String name) {
        return JsonNodeFactory.instance.objectNode().put("event", name);
    }
}
