package dev.tickwork.providers.twelvedata;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tickwork.domain.quotes.Quote;
import dev.tickwork.providers.PriceText;
import dev.tickwork.providers.Unusable;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Reads one object of {@code /quote}. Its {@code timestamp} is when the bar opened, this morning for a daily one; only
 * {@code last_quote_at}, the start of the last traded minute, says how fresh the price is. So the price belongs to the end
 * of that minute, or to the moment of receipt while the minute still runs.
 *
 * @see <a href="https://twelvedata.com/docs#quote">Twelve Data's documentation</a>
 */
final class QuoteReader {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    /** How far the vendor's clock may be ahead of ours. */
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(5);
    /** Before that there was no Twelve Data; a stamp from then is a mistake. */
    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");

    private final String source;
    private final boolean simulated;

    QuoteReader(String source, boolean simulated) {
        this.source = source;
        this.simulated = simulated;
    }

    /**
     * The quote in {@code json}.
     *
     * @param symbol ours
     * @param vendorSymbol theirs; the object must be about it
     * @throws Unusable when it is about something else, or its price or stamp cannot be
     */
    Quote read(String symbol, String vendorSymbol, JsonNode json, Instant receivedAt) throws Unusable {
        String named = json.path("symbol").asText();
        if (!named.equals(vendorSymbol)) {
            throw new Unusable("the answer is about " + PriceText.shown(named));
        }
        BigDecimal price = PriceText.read("close", json.path("close"));
        return new Quote(symbol, price, previousClose(json), asOf(json, receivedAt), receivedAt, source, simulated);
    }

    /** A nonsensical one is left out: it only colours the change, and the price can do without. */
    private static @Nullable BigDecimal previousClose(JsonNode json) {
        try {
            return PriceText.read("previous_close", json.path("previous_close"));
        } catch (Unusable e) {
            return null;
        }
    }

    private static Instant asOf(JsonNode json, Instant receivedAt) throws Unusable {
        if (json.hasNonNull("last_quote_at")) {
            Instant minute = stamp("last_quote_at", json, receivedAt);
            return earlier(minute.plus(MINUTE), receivedAt);
        }
        if (json.path("is_market_open").asBoolean(true) || !json.hasNonNull("timestamp")) {
            return receivedAt;
        }
        return earlier(stamp("timestamp", json, receivedAt), receivedAt);
    }

    private static Instant stamp(String name, JsonNode json, Instant receivedAt) throws Unusable {
        Instant stamp = instant(name, json.path(name));
        if (stamp.isBefore(EARLIEST) || stamp.isAfter(receivedAt.plus(CLOCKS_DIFFER))) {
            throw new Unusable(name + " cannot be " + stamp);
        }
        return stamp;
    }

    private static Instant instant(String name, JsonNode value) throws Unusable {
        if (!value.canConvertToLong() || !value.isIntegralNumber()) {
            throw new Unusable(name + " is not a number of seconds");
        }
        try {
            return Instant.ofEpochSecond(value.asLong());
        } catch (DateTimeException e) {
            throw new Unusable(name + " cannot be " + value.asLong());
        }
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
