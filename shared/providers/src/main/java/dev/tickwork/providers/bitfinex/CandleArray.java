package dev.tickwork.providers.bitfinex;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tickwork.domain.candles.Candle;
import dev.tickwork.domain.candles.Span;
import dev.tickwork.domain.candles.Timeframe;
import dev.tickwork.providers.PriceText;
import dev.tickwork.providers.Unusable;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Bitfinex's arrays, {@code [MTS, OPEN, CLOSE, HIGH, LOW, VOLUME]}: the close comes before the high, and there may be more
 * one day. What a candle says is taken as it is, however unlikely; whether it is true is for others.
 *
 * @see <a href="https://docs.bitfinex.com/reference/rest-public-candles">candles</a>
 * @see <a href="https://docs.bitfinex.com/docs/ws-general">arrays may grow</a>
 */
final class CandleArray {
    private static final int OPEN = 1;
    private static final int CLOSE = 2;
    private static final int HIGH = 3;
    private static final int LOW = 4;
    private static final int VOLUME = 5;

    /** Prices and volumes have far fewer digits; more would only fill memory. */
    private static final int MOST_DIGITS = 40;

    private static final Instant BEFORE_BITFINEX = Instant.parse("2010-01-01T00:00:00Z");

    private CandleArray() {}

    /** Whether it is one candle's array and not a list of such. */
    static boolean isOne(JsonNode array) {
        return array.path(0).isNumber();
    }

    /**
     * The candle in one array.
     *
     * @throws Unusable when it is none, or not on the timeframe's grid
     */
    static Candle read(JsonNode array, Timeframe timeframe) throws Unusable {
        return new Candle(
                openTime(array.path(0), timeframe),
                number("open", array.path(OPEN)),
                number("high", array.path(HIGH)),
                number("low", array.path(LOW)),
                number("close", array.path(CLOSE)),
                number("volume", array.path(VOLUME)));
    }

    /** Where the candle opens whose array cannot be read: at its time when that can be, else anywhere in {@code asked}. */
    static Span place(JsonNode array, Timeframe timeframe, Span asked) {
        try {
            Instant open = openTime(array.path(0), timeframe);
            return new Span(open, timeframe.closeOf(open));
        } catch (Unusable e) {
            return asked;
        }
    }

    private static Instant openTime(JsonNode node, Timeframe timeframe) throws Unusable {
        if (!node.isIntegralNumber() || !node.canConvertToLong()) {
            throw new Unusable("a candle without its time");
        }
        Instant openTime = Instant.EPOCH.plus(node.asLong(), ChronoUnit.MILLIS);
        if (openTime.isBefore(BEFORE_BITFINEX) || !timeframe.openOf(openTime).equals(openTime)) {
            throw new Unusable("no candle of " + timeframe.label() + " opens at " + openTime);
        }
        return openTime;
    }

    private static BigDecimal number(String name, JsonNode node) throws Unusable {
        if (!node.isNumber()) {
            throw new Unusable("the " + name + " is missing");
        }
        BigDecimal number = node.decimalValue();
        if (number.precision() + Math.abs(number.scale()) > MOST_DIGITS) {
            throw new Unusable("the " + name + " cannot be " + PriceText.shown(number.toString()));
        }
        return number.scale() < 0 ? number.setScale(0) : number;
    }
}
