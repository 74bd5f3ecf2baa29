package dev.tickwork.runtime.health;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** The named checks of this process. A check answers at once, from what is known already; it never waits. */
public final class Health {
    private final Map<String, Supplier<HealthCheck>> checks = new ConcurrentHashMap<>();

    /** Adds a check, or replaces the one of that name. A check that throws counts as down. */
    public void register(String name, Supplier<HealthCheck> check) {
        checks.put(name, check);
    }

    /** Takes a check away, such as when its verticle is undeployed. */
    public void remove(String name) {
        checks.remove(name);
    }

    /** Asks every check. */
    public HealthReport report() {
        Map<String, HealthCheck> results = new TreeMap<>();
        checks.forEach((name, check) -> results.put(name, ask(check)));
        return HealthReport.of(results);
    }

    private static HealthCheck ask(Supplier<HealthCheck> check) {
        try {
            return check.get();
        } catch (RuntimeException e) {
            return HealthCheck.down("its check failed: " + e.getMessage());
        }
    }
}
