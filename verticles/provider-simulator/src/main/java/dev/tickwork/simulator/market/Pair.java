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
    private static final String DOLLARS = "USD";

    /**
     * The pair of that symbol, such as {@code XAU/USD}, or {@code AAPL} for what is listed; empty when an asset is unknown
     * or they are not traded against each other.
     */
    public static Optional<Pair> find(String symbol) {
        String[] codes = symbol.split("/", -1);
        return codes.length == 1 ? listed(codes[0]) : unlisted(codes);
    }

    private static Optional<Pair> listed(String code) {
        return Assets.find(code).filter(asset -> asset.kind().isListed()).flatMap(asset -> Assets.find(DOLLARS)
                .map(dollars -> new Pair(asset, dollars)));
    }

    private static Optional<Pair> unlisted(String[] codes) {
        if (codes.length != 2 || codes[0].equals(codes[1])) {
            return Optional.empty();
        }
        return Assets.find(codes[0])
                .flatMap(base -> Assets.find(codes[1]).map(quote -> new Pair(base, quote)))
                .filter(pair -> !pair.quote.kind().isListed() && !pair.isListed());
    }

    public String symbol() {
        return isListed() ? base.code() : base.code() + "/" + quote.code();
    }

    /** Such as {@code Gold Spot / US Dollar}. */
    public String name() {
        return isListed() ? base.name() : base.name() + " / " + quote.name();
    }

    /** What one unit is of, such as {@code Gold Spot}. */
    public String baseName() {
        return base.name();
    }

    /** What it is paid in, such as {@code US Dollar}. */
    public String quoteName() {
        return quote.name();
    }

    /** Such as {@code USD}. */
    public String currency() {
        return quote.code();
    }

    public InstrumentClass instrumentClass() {
        return switch (base.kind()) {
            case SHARE -> InstrumentClass.EQUITY;
            case FUND -> InstrumentClass.ETF;
            default -> unlistedClass();
        };
    }

    /** Whether it is a share or a fund. */
    public boolean isListed() {
        return base.kind().isListed();
    }

    MarketHours hours() {
        return instrumentClass().hours();
    }

    private InstrumentClass unlistedClass() {
        if (isAny(Asset.Kind.COIN)) {
            return InstrumentClass.CRYPTO;
        }
        return isAny(Asset.Kind.METAL) ? InstrumentClass.METAL : InstrumentClass.FOREX;
    }

    private boolean isAny(Asset.Kind kind) {
        return base.kind() == kind || quote.kind() == kind;
    }
}
