package dev.tickwork.runtime.retention;

import org.jspecify.annotations.Nullable;

/** How many days old something may be asked to be. */
final class Days {
    private static final int MOST = 36_500;

    private Days() {}

    /** Null when it is right or absent; else what would be. */
    static @Nullable String mistake(@Nullable Integer days) {
        return days == null || (days >= 1 && days <= MOST) ? null : "must be 1 to " + MOST + " but is " + days;
    }

    /** @throws IllegalArgumentException when it is neither right nor absent */
    static void check(@Nullable Integer days) {
        String mistake = mistake(days);
        if (mistake != null) {
            throw new IllegalArgumentException("olderThanDays " + mistake);
        }
    }
}
