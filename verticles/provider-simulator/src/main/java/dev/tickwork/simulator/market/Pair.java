package dev.tickwork.simulator.market;

import dev.tickwork.domain.market.InstrumentClass;
import dev.tickwork.domain.market.MarketHours;
import java.util.Optional;

/**
 * One asset priced in another, which is what is traded.
 *
 * @param base what one unit is of
 * @param quote what it is paid in
 */
public record Pair(Asset base, Asset quote) {
    /** The pair of that symbol, such as {@code XAU/USD}; empty when an asset is unknown or both are the same. */
    public static Optional<Pair> find(String symbol) {
        String[] codes = symbol.split("/", -1);
        if (codes.length != 2 || codes[0].equals(codes[1])) {
            return Optional.empty();
        }
        return Assets.find(codes[0]).flatMap(base -> Assets.find(codes[1]).map(quote -> new Pair(base, quote)));
    }

    public String symbol() {
        return base.code() + "/" + quote.code();
    }

    /** Such as {@code Gold Spot / US Dollar}. */
    public String name() {
        return base.name() + " / " + quote.name();
    }

    public InstrumentClass instrumentClass() {
        if (isAny(Asset.Kind.COIN)) {
            return InstrumentClass.CRYPTO;
        }
        return isAny(Asset.Kind.METAL) ? InstrumentClass.METAL : InstrumentClass.FOREX;
    }

    MarketHours hours() {
        return instrumentClass().hours();
    }

    private boolean isAny(Asset.Kind kind) {
        return base.kind() == kind || quote.kind() == kind;
    }
}
