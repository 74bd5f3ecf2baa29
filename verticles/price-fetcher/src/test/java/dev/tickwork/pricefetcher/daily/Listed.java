package dev.tickwork.pricefetcher.daily;

import dev.tickwork.domain.market.Instrument;
import dev.tickwork.domain.market.InstrumentCatalog;
import dev.tickwork.domain.market.InstrumentClass;
import java.util.List;

/** The instruments that these tests know. */
final class Listed {
    static final InstrumentCatalog CATALOG = new InstrumentCatalog(
            List.of(
                    new Instrument("AAPL", InstrumentClass.EQUITY, "Apple", "AAPL", "USD", 2),
                    new Instrument("MSFT", InstrumentClass.EQUITY, "Microsoft", "MSFT", "USD", 2),
                    new Instrument("SPY", InstrumentClass.ETF, "SPDR S&P 500", "SPY", "USD", 2),
                    new Instrument("EURUSD", InstrumentClass.FOREX, "Euro", "EUR", "USD", 5)),
            List.of());

    private Listed() {}
}
