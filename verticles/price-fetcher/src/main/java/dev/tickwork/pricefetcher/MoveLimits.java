package dev.tickwork.pricefetcher;

import dev.tickwork.domain.market.InstrumentClass;
import java.math.BigDecimal;

/**
 * How far a price may move between two observations before it is doubted, in percent of the earlier one.
 *
 * @param forex for currency pairs
 * @param metal for spot metals
 * @param crypto for coins
 * @param listed for shares and funds
 */
public record MoveLimits(BigDecimal forex, BigDecimal metal, BigDecimal crypto, BigDecimal listed) {
    private static final BigDecimal MOST = BigDecimal.valueOf(900);

    public MoveLimits {
        requireSensible("forex", forex);
        requireSensible("metal", metal);
        requireSensible("crypto", crypto);
        requireSensible("listed", listed);
    }

    BigDecimal percentFor(InstrumentClass instrumentClass) {
        return switch (instrumentClass) {
            case FOREX -> forex;
            case METAL -> metal;
            case CRYPTO -> crypto;
            case EQUITY, ETF -> listed;
        };
    }

    private static void requireSensible(String field, BigDecimal percent) {
        if (percent.signum() <= 0 || percent.compareTo(MOST) > 0) {
            throw new IllegalArgumentException(
                    field + ": " + percent + " is not above 0 and at most " + MOST + " percent");
        }
    }
}
