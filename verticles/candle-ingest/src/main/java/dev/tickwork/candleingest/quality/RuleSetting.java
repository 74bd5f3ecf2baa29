package dev.tickwork.candleingest.quality;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is said of a rule, for one series or for all others.
 *
 * @param rule its label
 * @param symbol of the series; null for all of which nothing else is said
 * @param timeframe of the series; null for all of which nothing else is said
 * @param isOn whether candles are doubted for it; {@code on} in JSON
 * @param threshold what it measures against; null where it needs nothing
 */
public record RuleSetting(
        String rule,
        @Nullable String symbol,
        @Nullable String timeframe,
        @JsonProperty("on") boolean isOn,
        @Nullable BigDecimal threshold) {
    /** Whether it is said of that series; null and null mean all others. */
    public boolean isOf(@Nullable String otherSymbol, @Nullable String otherTimeframe) {
        return Objects.equals(symbol, otherSymbol) && Objects.equals(timeframe, otherTimeframe);
    }
}
