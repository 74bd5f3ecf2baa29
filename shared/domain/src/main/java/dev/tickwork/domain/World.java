package dev.tickwork.domain;

import java.util.Locale;

/**
 * Which world a process, a database, a Redis key or an archive belongs to. Numbers of the two never meet: a process of
 * one refuses to start on a database of the other.
 */
public enum World {
    /** Prices come from the provider simulator. Everything outside production. */
    SIMULATED,
    /** Prices come from real providers. */
    REAL;

    /** The world that an {@code ENVIRONMENT} means: only {@code production} is real. */
    public static World ofEnvironment(String environment) {
        return environment.strip().equalsIgnoreCase("production") ? REAL : SIMULATED;
    }

    /** {@code simulated} or {@code real}, as it is stamped on stored things. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    public boolean isSimulated() {
        return this == SIMULATED;
    }
}
