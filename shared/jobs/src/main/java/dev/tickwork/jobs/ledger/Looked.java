package dev.tickwork.jobs.ledger;

import java.util.List;
import java.util.Optional;

/**
 * A row that a list looked at: one that fits, the last one within the list's bound, or both.
 *
 * @param row what it is
 * @param fits whether it is wanted
 * @param isBound whether the list looked no further
 */
record Looked<T>(T row, boolean fits, boolean isBound) {
    /** Those to answer: the first that fit. */
    static <T> List<T> shown(List<Looked<T>> looked, int limit) {
        return looked.stream()
                .filter(Looked::fits)
                .limit(limit)
                .map(Looked::row)
                .toList();
    }

    /**
     * The row behind which the next page begins; empty when there is none.
     *
     * @param looked one more than {@code limit}, when there are so many that fit
     */
    static <T> Optional<T> next(List<Looked<T>> looked, int limit) {
        List<T> fitting = looked.stream().filter(Looked::fits).map(Looked::row).toList();
        return fitting.size() > limit
                ? Optional.of(fitting.get(limit - 1))
                : looked.stream().filter(Looked::isBound).map(Looked::row).findFirst();
    }
}
