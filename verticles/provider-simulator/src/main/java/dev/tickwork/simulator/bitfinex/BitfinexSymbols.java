package dev.tickwork.simulator.bitfinex;

import dev.tickwork.simulator.candles.Exchange;
import dev.tickwork.simulator.candles.Listing;
import dev.tickwork.simulator.market.Pair;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What Bitfinex calls what it trades: {@code BTCUSD}, or {@code DOGE:USD} when one of both has more than three letters;
 * with a {@code t} before it when it is asked for.
 */
final class BitfinexSymbols {
    private static final List<String> COINS =
            List.of("BTC", "ETH", "SOL", "XRP", "ADA", "DOGE", "LTC", "DOT", "LINK", "AVAX");
    private static final List<String> MONEY = List.of("USD", "EUR", "GBP", "JPY");
    private static final int USUAL_LETTERS = 3;

    private final SortedMap<String, Listing> byName = new TreeMap<>();

    BitfinexSymbols(Exchange exchange) {
        exchange.listings().values().forEach(listing -> byName.put(name(listing), listing));
    }

    /** What is traded there besides what was recorded, by our symbols. */
    static Map<String, Pair> pairs() {
        return COINS.stream()
                .flatMap(coin -> Stream.concat(MONEY.stream(), Stream.of("BTC"))
                        .flatMap(quote -> Pair.find(coin + "/" + quote).stream()))
                .collect(Collectors.toMap(pair -> pair.symbol().replace("/", ""), pair -> pair));
    }

    /** The names without {@code t}. */
    SortedSet<String> names() {
        return new TreeSet<>(byName.keySet());
    }

    /** What is asked for by a name such as {@code tBTCUSD}; lower case is not known. */
    Optional<Listing> find(String asked) {
        return asked.startsWith("t") ? Optional.ofNullable(byName.get(asked.substring(1))) : Optional.empty();
    }

    private static String name(Listing listing) {
        Pair pair = listing.pair();
        return pair == null ? listing.symbol() : name(pair);
    }

    private static String name(Pair pair) {
        boolean isUsual = Stream.of(pair.symbol().split("/")).allMatch(code -> code.length() <= USUAL_LETTERS);
        return pair.symbol().replace("/", isUsual ? "" : ":");
    }
}
