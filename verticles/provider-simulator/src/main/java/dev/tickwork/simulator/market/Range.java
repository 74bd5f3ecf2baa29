package dev.tickwork.simulator.market;

import java.math.BigDecimal;

/** The lowest and the highest of some prices. */
public record Range(BigDecimal low, BigDecimal high) {
    static Range of(BigDecimal price) {
        return new Range(price, price);
    }

    Range with(BigDecimal price) {
        return new Range(low.min(price), high.max(price));
    }
}
