package dev.tickwork.domain.market;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Every instrument that this installation knows, and the names that providers have for them. Immutable. */
public final class InstrumentCatalog {
    private record Key(String provider, String name) {}

    private final SortedMap<String, Instrument> bySymbol;
    private final Map<Key, String> toVendor;
    private final Map<Key, String> fromVendor;

    public InstrumentCatalog(Collection<Instrument> instruments, Collection<ProviderSymbol> providerSymbols) {
        this.bySymbol =
                new TreeMap<>(instruments.stream().collect(Collectors.toMap(Instrument::symbol, Function.identity())));
        this.toVendor = providerSymbols.stream()
                .collect(Collectors.toUnmodifiableMap(
                        s -> new Key(s.provider(), s.symbol()), ProviderSymbol::vendorSymbol));
        this.fromVendor = providerSymbols.stream()
                .collect(Collectors.toUnmodifiableMap(
                        s -> new Key(s.provider(), s.vendorSymbol()), ProviderSymbol::symbol));
    }

    /** The instrument of that symbol; empty when we do not know it. */
    public Optional<Instrument> find(String symbol) {
        return Optional.ofNullable(bySymbol.get(symbol));
    }

    /** All symbols, sorted. */
    public SortedSet<String> symbols() {
        return new TreeSet<>(bySymbol.keySet());
    }

    /** What {@code provider} calls {@code symbol}; empty when it does not serve it. */
    public Optional<String> vendorSymbol(String provider, String symbol) {
        return Optional.ofNullable(toVendor.get(new Key(provider, symbol)));
    }

    /** Our symbol for what {@code provider} calls {@code vendorSymbol}; empty when we do not know it. */
    public Optional<String> symbolOf(String provider, String vendorSymbol) {
        return Optional.ofNullable(fromVendor.get(new Key(provider, vendorSymbol)));
    }
}
