package dev.tickwork.jobs;

import java.util.Locale;

/** What made a run. */
public enum Trigger {
    SCHEDULE,
    API,
    CLI,
    /** Another run, whose child it is. */
    PARENT,
    /** A run that was run again. */
    RERUN,
    /** Another room, on an event. */
    EVENT;

    /** As rows and the API have it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Trigger of(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }
}
