package dev.tickwork.simulator.faults;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.tickwork.domain.time.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/** The faults in force, oldest first; the first that fits a call hits it. Safe for any thread. */
public final class FaultBoard {
    private final RandomGenerator random;
    private final Time time;
    private final List<ActiveFault> active = new ArrayList<>();
    private long revision;

    /**
     * @param random decides which calls a fault hits that does not hit all
     * @param time decides when a fault has ended by itself
     */
    public FaultBoard(RandomGenerator random, Time time) {
        this.random = random;
        this.time = time;
    }

    /** Puts a rule in force; its id takes it back. */
    @CanIgnoreReturnValue
    public synchronized ActiveFault set(FaultRule rule) {
        var fault = new ActiveFault(new UUID(random.nextLong(), random.nextLong()), rule, 0);
        active.add(fault);
        revision++;
        return fault;
    }

    /** What is in force, oldest first. */
    public synchronized List<ActiveFault> list() {
        forgetEnded();
        return List.copyOf(active);
    }

    /** Takes a rule back; false when it is not in force. */
    public synchronized boolean clear(UUID id) {
        return active.removeIf(fault -> fault.id().equals(id));
    }

    /** Takes all rules back. */
    public synchronized void clear() {
        active.clear();
    }

    /**
     * The fault that hits a call, which counts it.
     *
     * @param symbols what the call asks for, as the vendor spells it
     */
    public synchronized Optional<ActiveFault> hit(String provider, Collection<String> symbols) {
        return first(rule -> rule.kind().isOfCalls() && fits(rule, provider, symbols) && isDue(rule));
    }

    /** Whether a fault of that kind happens to something that is about {@code symbols}, which counts it. */
    public synchronized boolean strikes(String provider, FaultKind kind, Collection<String> symbols) {
        return first(rule -> rule.kind() == kind && fits(rule, provider, symbols) && isDue(rule))
                .isPresent();
    }

    /** Whether a connection of that age breaks, which counts it. */
    public synchronized boolean breaks(String provider, Duration age) {
        return first(rule -> rule.kind() == FaultKind.CLOSED_SOCKET
                        && rule.provider().equals(provider)
                        && isOldEnough(rule, age)
                        && isDue(rule))
                .isPresent();
    }

    /** The rules of a kind that holds all the time, oldest first. */
    public synchronized List<FaultRule> standing(String provider, FaultKind kind) {
        return list().stream()
                .map(ActiveFault::rule)
                .filter(rule -> rule.kind() == kind && rule.provider().equals(provider))
                .toList();
    }

    /** Changes whenever a rule is put in force. */
    public synchronized long revision() {
        return revision;
    }

    private Optional<ActiveFault> first(Predicate<FaultRule> isHit) {
        forgetEnded();
        for (int i = 0; i < active.size(); i++) {
            if (isHit.test(active.get(i).rule())) {
                return Optional.of(count(i));
            }
        }
        return Optional.empty();
    }

    private void forgetEnded() {
        Instant now = time.now();
        active.removeIf(fault -> fault.rule().isOverAt(now));
    }

    private static boolean isOldEnough(FaultRule rule, Duration age) {
        return rule.seconds() == null || age.toSeconds() >= rule.seconds();
    }

    private ActiveFault count(int index) {
        ActiveFault hit = active.get(index).hit();
        active.set(index, hit);
        if (hit.isUsedUp()) {
            active.remove(index);
        }
        return hit;
    }

    private boolean isDue(FaultRule rule) {
        return rule.probability() == null
                || random.nextDouble() < rule.probability().doubleValue();
    }

    private static boolean fits(FaultRule rule, String provider, Collection<String> symbols) {
        return rule.provider().equals(provider)
                && (rule.symbol() == null || symbols.stream().anyMatch(rule::means));
    }
}
