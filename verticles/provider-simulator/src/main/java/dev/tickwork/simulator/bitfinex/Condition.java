package dev.tickwork.simulator.bitfinex;

import dev.tickwork.domain.candles.Span;
import dev.tickwork.domain.time.Time;
import dev.tickwork.simulator.candles.Alterations;
import dev.tickwork.simulator.faults.FaultBoard;
import dev.tickwork.simulator.faults.FaultKind;
import dev.tickwork.simulator.faults.FaultRule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** How the exchange is doing: what the faults in force make of it. Safe for any thread. */
final class Condition {
    private final FaultBoard faults;
    private final Time time;

    Condition(FaultBoard faults, Time time) {
        this.faults = faults;
        this.time = time;
    }

    Instant now() {
        return time.now();
    }

    /** Whether it is not under maintenance. */
    boolean isOperative() {
        Instant now = time.now();
        return faults.standing(Bitfinex.NAME, FaultKind.MAINTENANCE).isEmpty()
                && faults.standing(Bitfinex.NAME, FaultKind.DOWNTIME).stream()
                        .noneMatch(rule -> rule.span().contains(now));
    }

    /** Whether streams say nothing. */
    boolean isSilent() {
        return !faults.standing(Bitfinex.NAME, FaultKind.SILENT_SOCKET).isEmpty();
    }

    /** The moment up to which it knows its own market. */
    Instant asOf(String symbol) {
        int late = rules(FaultKind.LATE, symbol)
                .map(FaultRule::seconds)
                .mapToInt(seconds -> seconds == null ? 0 : seconds)
                .max()
                .orElse(0);
        return time.now().minusSeconds(late);
    }

    Alterations alterations(String symbol) {
        List<Span> untraded = Stream.concat(rules(FaultKind.NO_TRADES, symbol), rules(FaultKind.DOWNTIME, symbol))
                .map(FaultRule::span)
                .toList();
        return new Alterations(
                untraded, rules(FaultKind.RESTATED, symbol).map(FaultRule::span).toList());
    }

    /** Whether a fault of that kind happens now to something about {@code symbol}. */
    boolean strikes(FaultKind kind, String symbol) {
        return faults.strikes(Bitfinex.NAME, kind, namesOf(symbol));
    }

    /** Whether a connection of that age breaks now. */
    boolean breaks(Duration age) {
        return faults.breaks(Bitfinex.NAME, age);
    }

    /** Changes whenever a rule is put in force. */
    long revision() {
        return faults.revision();
    }

    /** How a rule may call it: as we do, or as the vendor does. */
    static Set<String> namesOf(String symbol) {
        return Set.of(symbol, "t" + symbol);
    }

    private Stream<FaultRule> rules(FaultKind kind, String symbol) {
        return faults.standing(Bitfinex.NAME, kind).stream()
                .filter(rule -> namesOf(symbol).stream().anyMatch(rule::means));
    }
}
