package dev.tickwork.pricefetcher;

import dev.tickwork.domain.market.Instrument;
import dev.tickwork.domain.time.Time;
import dev.tickwork.jobs.Cadence;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Decides which symbols a fetch asks for and when the next one comes: open markets at every fetch, closed ones once after
 * their close and then seldom, fast again at the open, and never more than the provider's plan allows.
 *
 * <p>Remembers when it asked, for one job; the cadence may be asked for on any thread. A new process asks for everything
 * once.
 */
final class FetchPlan {
    private static final Duration DAY = Duration.ofDays(1);

    private final List<Instrument> instruments;
    private final PriceFetcherConfig config;
    private final CallBudget credits;
    private final Time time;
    private final Map<String, Instant> asked = new HashMap<>();
    private volatile Wait wait = new Wait(Instant.EPOCH, Instant.EPOCH, "");

    /** Since when and until when the provider does not want to be asked, and its reason. */
    private record Wait(Instant since, Instant until, String reason) {
        /** Outside production an operator may move the clock back; a wait that has not begun yet means nothing then. */
        boolean lasts(Instant now) {
            return !now.isBefore(since) && now.isBefore(until);
        }
    }

    FetchPlan(List<Instrument> instruments, PriceFetcherConfig config, CallBudget credits, Time time) {
        this.instruments = List.copyOf(instruments);
        this.config = config;
        this.credits = credits;
        this.time = time;
    }

    /** The symbols to ask for now: those that waited longest first while the plan holds; empty when none is due. */
    SortedSet<String> due() {
        Instant now = time.now();
        if (wait.lasts(now)) {
            return new TreeSet<>();
        }
        // The clock was moved back since.
        asked.values().removeIf(now::isBefore);
        return instruments.stream()
                .filter(instrument -> isDue(instrument, now))
                .map(Instrument::symbol)
                .sorted(Comparator.comparing(this::lastAsked).thenComparing(Comparator.naturalOrder()))
                .limit(credits.symbolsPerCall(instruments.size()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** From now on asks for nothing before {@code until}. */
    void waitUntil(Instant until, String reason) {
        wait = new Wait(time.now(), until, reason);
    }

    /** Why nothing is due now, in words for people. */
    String whyNothingIsDue() {
        return wait.lasts(time.now())
                ? wait.reason() + ", until " + wait.until()
                : "the closed markets were looked at less than "
                        + config.closedInterval().toMinutes() + " min ago";
    }

    /** Notes that {@code symbols} were asked for. */
    void asked(SortedSet<String> symbols) {
        Instant now = time.now();
        symbols.forEach(symbol -> asked.put(symbol, now));
    }

    /** How long to wait from {@code now} on, and why it is longer than wished. */
    Cadence cadence(Instant now) {
        boolean isLong = wait.lasts(time.now()) && wait.until().isAfter(now.plus(config.interval()));
        return isLong ? waiting(now) : marketCadence(now);
    }

    /** Longer than the wait, and cut to its end: a fire counts from the one before, which lies a little behind now. */
    private Cadence waiting(Instant now) {
        Duration rest = Duration.between(now, wait.until());
        return new Cadence(rest.plus(config.interval()), wait.until(), wait.reason());
    }

    private Cadence marketCadence(Instant now) {
        long open = instruments.stream().filter(i -> i.hours().isOpen(now)).count();
        if (open == 0) {
            return new Cadence(config.closedInterval(), firstOpen(now), "every market is closed");
        }
        Duration affordable = affordable((int) open);
        return affordable.compareTo(config.interval()) <= 0
                ? new Cadence(config.interval(), null, null)
                : new Cadence(affordable, null, budgetReason((int) open, affordable));
    }

    /** What it comes to with every market open, for the log of a start. */
    String inWords() {
        int all = instruments.size();
        Duration affordable = credits.shortestInterval(credits.symbolsPerCall(all));
        return "%d symbols every %d s wished, %s: with every market open one call every %d s"
                .formatted(
                        all,
                        config.interval().toSeconds(),
                        credits.inWords(),
                        Math.max(config.interval().toSeconds(), affordable.toSeconds()));
    }

    private Duration affordable(int open) {
        int closed = instruments.size() - open;
        int closedCallsADay = (int) DAY.dividedBy(config.closedInterval());
        return credits.without(closed * closedCallsADay).shortestInterval(credits.symbolsPerCall(open));
    }

    private String budgetReason(int open, Duration affordable) {
        return "the plan's %s allow %d symbols every %d s"
                .formatted(credits.inWords(), credits.symbolsPerCall(open), affordable.toSeconds());
    }

    private boolean isDue(Instrument instrument, Instant now) {
        if (instrument.hours().isOpen(now)) {
            return true;
        }
        Instant last = lastAsked(instrument.symbol());
        return instrument.hours().isOpen(last)
                || !last.plus(config.closedInterval()).isAfter(now);
    }

    private Instant lastAsked(String symbol) {
        return asked.getOrDefault(symbol, Instant.EPOCH);
    }

    private Instant firstOpen(Instant now) {
        return instruments.stream()
                .map(i -> i.hours().nextOpen(now))
                .min(Comparator.naturalOrder())
                .orElse(now);
    }
}
