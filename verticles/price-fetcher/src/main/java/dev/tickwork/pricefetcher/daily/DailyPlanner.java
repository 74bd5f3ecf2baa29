package dev.tickwork.pricefetcher.daily;

import dev.tickwork.domain.Fault;
import dev.tickwork.domain.market.Instrument;
import dev.tickwork.domain.market.InstrumentCatalog;
import dev.tickwork.domain.time.Time;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/** Decides which days are missing, by the calendar of each symbol's own market. */
final class DailyPlanner {
    /** How far a smart run looks back: enough days of trading to notice that the past was restated. */
    private static final Period OVERLAP = Period.ofDays(14);

    private final DailySettings settings;
    private final InstrumentCatalog instruments;
    private final Time time;
    private final int mostDays;

    /** @param mostDays how many days one call can ask for */
    DailyPlanner(DailySettings settings, InstrumentCatalog instruments, Time time, int mostDays) {
        this.settings = settings;
        this.instruments = instruments;
        this.time = time;
        this.mostDays = mostDays;
    }

    /** The symbols that a run is about, known or not. */
    SortedSet<String> symbols(DailyPriceArgs args) {
        return settings.symbolsOf(args);
    }

    /**
     * What to ask for.
     *
     * @param stored by symbol, as far as there is something
     * @param run what it fetched from the first day on, before it was interrupted, is not fetched again
     * @throws Fault.Permanent when the named days are more than one call can ask for
     */
    DailyPlan plan(DailyPriceArgs args, Map<String, StoredSeries> stored, UUID run) {
        List<WantedDays> wanted = new ArrayList<>();
        SortedSet<String> skipped = new TreeSet<>();
        SortedMap<String, String> unknown = new TreeMap<>();
        for (String symbol : symbols(args)) {
            Optional<Instrument> instrument = instruments.find(symbol);
            if (instrument.isEmpty()) {
                unknown.put(symbol, "there is no instrument " + symbol);
                continue;
            }
            StoredSeries have = stored.getOrDefault(symbol, StoredSeries.none(symbol));
            wanted(args, instrument.get(), have, run).ifPresentOrElse(wanted::add, () -> skipped.add(symbol));
        }
        return new DailyPlan(wanted, skipped, unknown);
    }

    /** Everything from the first day on. */
    WantedDays whole(String symbol, StoredSeries have) {
        LocalDate to = lastEnded(instruments.find(symbol).orElseThrow());
        return new WantedDays(symbol, firstDay(have, to), to, true);
    }

    BarJudge judge(String symbol) {
        Instrument instrument = instruments.find(symbol).orElseThrow();
        return new BarJudge(instrument.days(), lastEnded(instrument));
    }

    private Optional<WantedDays> wanted(DailyPriceArgs args, Instrument instrument, StoredSeries have, UUID run) {
        LocalDate lastEnded = lastEnded(instrument);
        if (args.namesDays()) {
            return Optional.of(named(args, instrument.symbol(), lastEnded));
        }
        if (args.isFull()) {
            return run.equals(have.fullRun()) ? Optional.empty() : Optional.of(whole(instrument.symbol(), have));
        }
        LocalDate last = have.last();
        if (last == null) {
            return Optional.of(whole(instrument.symbol(), have));
        }
        return args.isForced() || last.isBefore(lastEnded)
                ? Optional.of(new WantedDays(
                        instrument.symbol(), earlier(last, lastEnded).minus(OVERLAP), lastEnded, false))
                : Optional.empty();
    }

    private WantedDays named(DailyPriceArgs args, String symbol, LocalDate lastEnded) {
        LocalDate to = args.end() == null ? lastEnded : earlier(args.end(), lastEnded);
        LocalDate from = args.start() == null ? to.minusDays(settings.historyDays() - 1L) : args.start();
        if (from.isBefore(earliest(to))) {
            throw new Fault.Permanent("start: " + from + " is more than " + mostDays + " days before " + to, null);
        }
        return new WantedDays(symbol, earlier(from, to), to, false);
    }

    private LocalDate firstDay(StoredSeries have, LocalDate to) {
        LocalDate configured = to.minusDays(settings.historyDays() - 1L);
        LocalDate wished = have.first() == null ? configured : earlier(configured, have.first());
        return wished.isBefore(earliest(to)) ? earliest(to) : wished;
    }

    private LocalDate earliest(LocalDate to) {
        return to.minusDays(mostDays - 1L);
    }

    private LocalDate lastEnded(Instrument instrument) {
        return instrument.days().lastEnded(time.now().minus(settings.settle()));
    }

    private static LocalDate earlier(LocalDate one, LocalDate other) {
        return one.isBefore(other) ? one : other;
    }
}
