package dev.tickwork.pricefetcher;

import dev.tickwork.domain.market.Instrument;
import dev.tickwork.domain.market.InstrumentCatalog;
import dev.tickwork.domain.market.InstrumentClass;
import dev.tickwork.domain.market.ProviderSymbol;
import java.util.List;

/** The instruments that these tests know. */
final class Instruments {
    static final Instrument GOLD = new Instrument("XAUUSD", InstrumentClass.METAL, "Gold", "XAU", "USD", 2);
    static final Instrument EURO = new Instrument("EURUSD", InstrumentClass.FOREX, "Euro", "EUR", "USD", 5);
    static final Instrument BITCOIN = new Instrument("BTCUSD", InstrumentClass.CRYPTO, "Bitcoin", "BTC", "USD", 2);
    static final InstrumentCatalog CATALOG = new InstrumentCatalog(
            List.of(GOLD, EURO, BITCOIN),
            List.of(
                    new ProviderSymbol("twelvedata", "XAUUSD", "XAU/USD"),
                    new ProviderSymbol("twelvedata", "EURUSD", "EUR/USD"),
                    new ProviderSymbol("twelvedata", "BTCUSD", "BTC/USD")));

    private Instruments() {}
}
