package dev.tickwork.runtime.retention;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a cleanup is asked for.
 *
 * @param olderThanDays data at least so old; null for what each table's own policy says
 * @param types kinds of data; null for all
 * @param dryRun whether to count only; null for no
 */
public record CleanupArgs(
        @Nullable Integer olderThanDays,
        @Nullable List<String> types,
        @Nullable Boolean dryRun) {
    /** Every kind of data that can be asked for, whether or not a room has it. */
    public static final List<String> TYPES = List.of("prices", "news", "logs");

    public CleanupArgs {
        Days.check(olderThanDays);
        types = types == null ? null : List.copyOf(types);
        if (types != null && !TYPES.containsAll(types)) {
            throw new IllegalArgumentException("types must be some of " + TYPES + " but are " + types);
        }
    }

    /** Why nobody can be asked for data of that age; null when one can. */
    public static @Nullable String mistakeInDays(int days) {
        return Days.mistake(days);
    }

    Set<String> wanted() {
        return Set.copyOf(types == null ? TYPES : types);
    }

    boolean isDry() {
        return Boolean.TRUE.equals(dryRun);
    }
}
