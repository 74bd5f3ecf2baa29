package dev.tickwork.jobs;

import org.jspecify.annotations.Nullable;

/**
 * Who asked for a run.
 *
 * @param trigger by what way
 * @param askedBy the subject; null when nobody did but the system
 */
public record Origin(Trigger trigger, @Nullable String askedBy) {
    /** The system itself, on an event. */
    public static final Origin EVENT = new Origin(Trigger.EVENT, null);

    public static Origin api(String subject) {
        return new Origin(Trigger.API, subject);
    }

    public static Origin cli(String subject) {
        return new Origin(Trigger.CLI, subject);
    }
}
