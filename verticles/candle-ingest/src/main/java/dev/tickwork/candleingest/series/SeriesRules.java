package dev.tickwork.candleingest.series;

import dev.tickwork.domain.candles.Series;
import dev.tickwork.domain.candles.Timeframe;
import dev.tickwork.domain.market.InstrumentCatalog;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToIntFunction;

/** Says how a series of one exchange comes to be: asked for, or built from another that is then collected as well. */
public final class SeriesRules {
    private final String exchange;
    private final Set<Timeframe> served;
    private final ToIntFunction<Timeframe> keptDays;

    /**
     * @param exchange its stable name
     * @param served the timeframes that it serves itself
     * @param keptDays how many days back a timeframe is looked after
     */
    public SeriesRules(String exchange, Set<Timeframe> served, ToIntFunction<Timeframe> keptDays) {
        this.exchange = exchange;
        this.served = Set.copyOf(served);
        this.keptDays = keptDays;
    }

    /** Why there cannot be candles of a symbol, with the way out; empty when there can. */
    public Optional<String> refusal(InstrumentCatalog instruments, String symbol) {
        if (isServed(instruments, symbol)) {
            return Optional.empty();
        }
        List<String> served = instruments.symbols().stream()
                .filter(one -> isServed(instruments, one))
                .toList();
        return Optional.of(
                "there are no candles of " + symbol + " at " + exchange + ", but of " + served + "; another one"
                        + " is added to the tables \"instruments\" and \"provider_symbols\", which are read when a process starts");
    }

    private boolean isServed(InstrumentCatalog instruments, String symbol) {
        return instruments.vendorSymbol(exchange, symbol).isPresent();
    }

    /**
     * Every combination, and what they are built from.
     *
     * @throws IllegalArgumentException naming a timeframe that can neither be asked for nor built
     */
    public List<WantedSeries> wanted(Collection<String> symbols, Collection<Timeframe> timeframes) {
        Set<WantedSeries> wanted = new LinkedHashSet<>();
        for (String symbol : symbols) {
            timeframes.forEach(timeframe -> wanted.addAll(wanted(symbol, timeframe)));
        }
        return List.copyOf(wanted);
    }

    /** One series, after what it is built from. */
    public List<WantedSeries> wanted(String symbol, Timeframe timeframe) {
        Optional<Timeframe> parts = partsOf(timeframe);
        var own = new WantedSeries(new Series(exchange, symbol, timeframe), parts.orElse(null), keptDays(timeframe));
        return parts.map(part ->
                        List.of(new WantedSeries(new Series(exchange, symbol, part), null, keptDays(part)), own))
                .orElseGet(() -> List.of(own));
    }

    /** How many days back a timeframe is looked after: what is built, never further than what it is built from. */
    public int keptDays(Timeframe timeframe) {
        int own = keptDays.applyAsInt(timeframe);
        return isBuilt(timeframe) ? Math.min(own, keptDays.applyAsInt(Timeframe.H1)) : own;
    }

    private Optional<Timeframe> partsOf(Timeframe timeframe) {
        if (served.contains(timeframe)) {
            return Optional.empty();
        }
        if (isBuilt(timeframe)) {
            return Optional.of(Timeframe.H1);
        }
        throw new IllegalArgumentException(
                "timeframes: " + exchange + " does not serve " + timeframe.label() + ", and it cannot be built");
    }

    private boolean isBuilt(Timeframe timeframe) {
        return timeframe == Timeframe.H4 && !served.contains(timeframe) && served.contains(Timeframe.H1);
    }
}
