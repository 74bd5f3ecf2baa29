package dev.tickwork.gaprepair;

import org.jspecify.annotations.Nullable;

/**
 * How much a run of {@link GapDetectionJob} looks at.
 *
 * @param full whether everything is looked through; else, and when null, what may have changed since the last look
 */
record DetectionArgs(@Nullable Boolean full) {
    boolean isFull() {
        return Boolean.TRUE.equals(full);
    }
}
