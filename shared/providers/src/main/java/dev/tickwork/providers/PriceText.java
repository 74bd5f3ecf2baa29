package dev.tickwork.providers;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;

/**
 * Prices as vendors write them: a JSON number or its digits as text, read exactly. Refuses whatever cannot be the price of
 * anything; whether a price is likely is for those who know the one before.
 */
public final class PriceText {
    private static final int LONGEST_TEXT = 40;
    private static final int MOST_DECIMALS = 18;
    private static final BigDecimal TOO_HIGH = BigDecimal.TEN.pow(12);

    private PriceText() {}

    /**
     * The price in a JSON value.
     *
     * @param name what it is the value of, for the refusal
     * @return above zero, below 10^12, with at most 18 decimals
     * @throws Unusable when it is missing, not a number or out of these bounds
     */
    public static BigDecimal read(String name, JsonNode value) throws Unusable {
        if (!value.isTextual() && !value.isNumber()) {
            throw new Unusable(name + " is missing");
        }
        String text = value.asText();
        BigDecimal price = text.length() > LONGEST_TEXT ? BigDecimal.ZERO : decimal(name, text);
        if (price.signum() <= 0 || price.scale() > MOST_DECIMALS || price.compareTo(TOO_HIGH) >= 0) {
            throw new Unusable(name + " cannot be " + shown(text));
        }
        return price.scale() < 0 ? price.setScale(0) : price;
    }

    private static BigDecimal decimal(String name, String text) throws Unusable {
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException e) {
            throw new Unusable(name + " is not a number: " + shown(text));
        }
    }

    /** A vendor's text in quotation marks, cut where no sensible one is as long. */
    public static String shown(String text) {
        return "\"" + (text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) + "…" : text) + "\"";
    }
}
