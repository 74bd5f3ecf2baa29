package dev.tickwork.simulator.faults;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** The faults in force, oldest first; the first that fits a call hits it. Safe for any thread. */
public final class FaultBoard {
    private final RandomGenerator random;
    private final List<ActiveFault> active = new ArrayList<>();

    public FaultBoard(RandomGenerator random) {
        this.random = random;
    }

    /** Puts a rule in force; its id takes it back. */
    @CanIgnoreReturnValue
    public synchronized ActiveFault set(FaultRule rule) {
        var fault = new ActiveFault(new UUID(random.nextLong(), random.nextLong()), rule, 0);
        active.add(fault);
        return fault;
    }

    /** What is in force, oldest first. */
    public synchronized List<ActiveFault> list() {
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
        for (int i = 0; i < active.size(); i++) {
            ActiveFault fault = active.get(i);
            if (fits(fault.rule(), provider, symbols) && isDue(fault.rule())) {
                return Optional.of(count(i));
            }
        }
        return Optional.empty();
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
