package dev.tickwork.providers.twelvedata;

import dev.tickwork.domain.market.InstrumentCatalog;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/**
 * What one call asks for.
 *
 * @param names our symbols with the vendor's; 1 to 120 of them
 */
record SymbolBatch(SortedMap<String, String> names) {
    /** As many as the vendor takes at once, by its Python client's README. */
    private static final int MOST = 120;

    /** The symbols that the vendor has a name for, in as few calls as possible. */
    static List<SymbolBatch> of(SortedSet<String> symbols, String provider, InstrumentCatalog catalog) {
        List<SymbolBatch> batches = new ArrayList<>();
        SortedMap<String, String> names = new TreeMap<>();
        for (String symbol : symbols) {
            catalog.vendorSymbol(provider, symbol).ifPresent(name -> names.put(symbol, name));
            if (names.size() == MOST) {
                batches.add(new SymbolBatch(new TreeMap<>(names)));
                names.clear();
            }
        }
        if (!names.isEmpty()) {
            batches.add(new SymbolBatch(names));
        }
        return batches;
    }

    Collection<String> symbols() {
        return names.keySet();
    }

    int size() {
        return names.size();
    }

    /** The parameter {@code symbol} of the call. */
    String parameter() {
        return String.join(",", names.values());
    }

    boolean asksFor(String vendorSymbol) {
        return names.containsValue(vendorSymbol);
    }

    Iterable<Map.Entry<String, String>> entries() {
        return names.entrySet();
    }
}
