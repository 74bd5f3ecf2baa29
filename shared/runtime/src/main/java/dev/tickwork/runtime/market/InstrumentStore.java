package dev.tickwork.runtime.market;

import dev.tickwork.domain.market.Instrument;
import dev.tickwork.domain.market.InstrumentCatalog;
import dev.tickwork.domain.market.InstrumentClass;
import dev.tickwork.domain.market.ProviderSymbol;
import dev.tickwork.postgres.Row;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;

/** Reads {@code instruments} and {@code provider_symbols}, which migrations fill. */
public final class InstrumentStore {
    private static final String INSTRUMENTS = """
            SELECT symbol, class, name, base, quote, price_scale
              FROM instruments
             ORDER BY symbol
            """;

    private static final String PROVIDER_SYMBOLS = """
            SELECT provider, symbol, vendor_symbol
              FROM provider_symbols
             ORDER BY provider, symbol
            """;

    /** Everything that can have a price here, with the providers' names for it. */
    public Future<InstrumentCatalog> catalog(Tx tx) {
        return tx.query(INSTRUMENTS, InstrumentStore::instrument)
                .compose(instruments -> tx.query(PROVIDER_SYMBOLS, InstrumentStore::providerSymbol)
                        .map(names -> new InstrumentCatalog(instruments, names)));
    }

    private static Instrument instrument(Row row) {
        return new Instrument(
                row.text("symbol"),
                InstrumentClass.valueOf(row.text("class")),
                row.text("name"),
                row.text("base"),
                row.text("quote"),
                row.integer("price_scale"));
    }

    private static ProviderSymbol providerSymbol(Row row) {
        return new ProviderSymbol(row.text("provider"), row.text("symbol"), row.text("vendor_symbol"));
    }
}
