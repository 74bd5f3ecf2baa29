package dev.tickwork.gateway.live;

import dev.tickwork.messages.Wire;
import dev.tickwork.messages.WireException;
import java.time.Instant;
import java.time.format.DateTimeParseException;

/**
 * Something that a producer pushed.
 *
 * @param topic what it is about, such as {@code prices.XAUUSD}; browsers hear it as {@code live.<topic>}
 * @param json as the producer wrote it, one line of JSON
 */
public record LiveUpdate(String topic, String json) {
    private static final String FAMILY = "live.";
    private static final String CANDLES = "candles.";
    private static final String ONES_OWN = "user.";

    /** The topic behind such an address. */
    public static String topicAt(String address) {
        return address.substring(FAMILY.length());
    }

    /** The bus and bridge address, {@code live.prices.XAUUSD}. */
    public String address() {
        return FAMILY + topic;
    }

    /**
     * Whether each update counts ({@code jobs}, {@code news}, {@code user.anna}). Otherwise only the newest does, and
     * there is a last value.
     */
    public boolean isListed() {
        return topic.startsWith(ONES_OWN) || topic.indexOf('.') < 0;
    }

    /** When the candle opens that it is about; {@link Instant#MIN} when it is about none. */
    Instant opensAt() {
        if (!topic.startsWith(CANDLES)) {
            return Instant.MIN;
        }
        try {
            return Instant.parse(Wire.tree(json).path("open_time").asText());
        } catch (WireException | DateTimeParseException e) {
            return Instant.MIN;
        }
    }
}
