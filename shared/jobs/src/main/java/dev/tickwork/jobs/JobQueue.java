package dev.tickwork.jobs;

import java.util.Locale;

/** What runs before what when there is more work than hands. */
public enum JobQueue {
    /** Somebody waits for it. */
    HIGH_PRIORITY,
    /** Ordinary computation. */
    DEFAULT,
    /** Cleaning and maintenance. */
    LOW_PRIORITY;

    private final String label = name().toLowerCase(Locale.ROOT);

    /** By its {@link #label}. */
    public static JobQueue of(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }

    /** As rows and the API have it: {@code high_priority}, {@code default}, {@code low_priority}. */
    public String label() {
        return label;
    }
}
