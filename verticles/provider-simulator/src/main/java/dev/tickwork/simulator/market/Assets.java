package dev.tickwork.simulator.market;

import static dev.tickwork.simulator.market.Asset.Kind.COIN;
import static dev.tickwork.simulator.market.Asset.Kind.FUND;
import static dev.tickwork.simulator.market.Asset.Kind.METAL;
import static dev.tickwork.simulator.market.Asset.Kind.MONEY;
import static dev.tickwork.simulator.market.Asset.Kind.SHARE;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Everything that the made-up market trades, at roughly the levels and volatilities of the middle of the 2020s. */
final class Assets {
    private static final Map<String, Asset> ALL = Stream.of(
                    new Asset("USD", "US Dollar", MONEY, 1, 0.045),
                    new Asset("EUR", "Euro", MONEY, 1.174, 0.055),
                    new Asset("GBP", "British Pound", MONEY, 1.347, 0.06),
                    new Asset("JPY", "Japanese Yen", MONEY, 1 / 156.5, 0.08),
                    new Asset("CHF", "Swiss Franc", MONEY, 1 / 0.792, 0.06),
                    new Asset("AUD", "Australian Dollar", MONEY, 0.667, 0.085),
                    new Asset("CAD", "Canadian Dollar", MONEY, 1 / 1.372, 0.05),
                    new Asset("NZD", "New Zealand Dollar", MONEY, 0.576, 0.085),
                    new Asset("SEK", "Swedish Krona", MONEY, 1 / 9.22, 0.09),
                    new Asset("NOK", "Norwegian Krone", MONEY, 1 / 10.08, 0.1),
                    new Asset("DKK", "Danish Krone", MONEY, 1 / 6.36, 0.055),
                    new Asset("PLN", "Polish Zloty", MONEY, 1 / 3.59, 0.09),
                    new Asset("CZK", "Czech Koruna", MONEY, 1 / 20.6, 0.08),
                    new Asset("HUF", "Hungarian Forint", MONEY, 1 / 327.0, 0.1),
                    new Asset("TRY", "Turkish Lira", MONEY, 1 / 42.9, 0.12),
                    new Asset("ZAR", "South African Rand", MONEY, 1 / 16.6, 0.13),
                    new Asset("MXN", "Mexican Peso", MONEY, 1 / 18.0, 0.11),
                    new Asset("BRL", "Brazilian Real", MONEY, 1 / 5.5, 0.13),
                    new Asset("INR", "Indian Rupee", MONEY, 1 / 89.9, 0.04),
                    new Asset("CNH", "Chinese Yuan", MONEY, 1 / 6.98, 0.035),
                    new Asset("HKD", "Hong Kong Dollar", MONEY, 1 / 7.78, 0.045),
                    new Asset("SGD", "Singapore Dollar", MONEY, 1 / 1.286, 0.04),
                    new Asset("KRW", "South Korean Won", MONEY, 1 / 1440.0, 0.08),
                    new Asset("THB", "Thai Baht", MONEY, 1 / 31.5, 0.07),
                    new Asset("XAU", "Gold Spot", METAL, 4320, 0.16),
                    new Asset("XAG", "Silver Spot", METAL, 71.5, 0.3),
                    new Asset("XPT", "Platinum Spot", METAL, 2050, 0.26),
                    new Asset("XPD", "Palladium Spot", METAL, 1610, 0.33),
                    new Asset("BTC", "Bitcoin", COIN, 87_500, 0.5),
                    new Asset("ETH", "Ethereum", COIN, 2_970, 0.65),
                    new Asset("SOL", "Solana", COIN, 125, 0.8),
                    new Asset("XRP", "XRP", COIN, 1.84, 0.75),
                    new Asset("BNB", "BNB", COIN, 863, 0.55),
                    new Asset("ADA", "Cardano", COIN, 0.333, 0.8),
                    new Asset("DOGE", "Dogecoin", COIN, 0.117, 0.9),
                    new Asset("LTC", "Litecoin", COIN, 76.5, 0.65),
                    new Asset("DOT", "Polkadot", COIN, 1.8, 0.8),
                    new Asset("LINK", "Chainlink", COIN, 12.3, 0.8),
                    new Asset("AVAX", "Avalanche", COIN, 12.3, 0.85),
                    new Asset("AAPL", "Apple Inc.", SHARE, 272, 0.27),
                    new Asset("MSFT", "Microsoft Corporation", SHARE, 484, 0.24),
                    new Asset("GOOGL", "Alphabet Inc.", SHARE, 313, 0.29),
                    new Asset("AMZN", "Amazon.com, Inc.", SHARE, 231, 0.3),
                    new Asset("NVDA", "NVIDIA Corporation", SHARE, 187, 0.42),
                    new Asset("META", "Meta Platforms, Inc.", SHARE, 660, 0.33),
                    new Asset("TSLA", "Tesla, Inc.", SHARE, 450, 0.55),
                    new Asset("SPY", "SPDR S&P 500 ETF Trust", FUND, 682, 0.16),
                    new Asset("VOO", "Vanguard S&P 500 ETF", FUND, 627, 0.16),
                    new Asset("QQQ", "Invesco QQQ Trust", FUND, 614, 0.21),
                    new Asset("VTI", "Vanguard Total Stock Market ETF", FUND, 335, 0.16),
                    new Asset("BND", "Vanguard Total Bond Market ETF", FUND, 74, 0.06),
                    new Asset("GLD", "SPDR Gold Shares", FUND, 397, 0.16))
            .collect(Collectors.toUnmodifiableMap(Asset::code, Function.identity()));

    private Assets() {}

    static Optional<Asset> find(String code) {
        return Optional.ofNullable(ALL.get(code));
    }
}
