package dev.tickwork.candleingest.quality;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;

/**
 * What holds for one series.
 *
 * @param on the rules that are on, each with what it measures against; zero where it needs nothing
 */
public record Thresholds(Map<Rule, BigDecimal> on) {
    public Thresholds {
        on = Map.copyOf(on);
    }

    boolean has(Rule rule) {
        return on.containsKey(rule);
    }

    /** The number that a rule measures against; empty when it is off. */
    Optional<BigDecimal> of(Rule rule) {
        return Optional.ofNullable(on.get(rule));
    }

    /** How many candles before it must be known to judge one. */
    public int lookback() {
        return Math.max(
                Surroundings.REACH, of(Rule.FROZEN).map(BigDecimal::intValue).orElse(0));
    }
}
