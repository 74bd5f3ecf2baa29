package dev.tickwork.domain.market;

/**
 * What one provider calls one of our instruments.
 *
 * @param provider the provider's stable name, such as {@code twelvedata}
 * @param symbol our symbol, such as {@code XAUUSD}
 * @param vendorSymbol theirs, such as {@code XAU/USD}
 */
public record ProviderSymbol(String provider, String symbol, String vendorSymbol) {}
