package dev.tickwork.jobs;

import java.util.Locale;

/** Where a run stands. */
public enum RunState {
    /** Waits for its moment or for a worker. */
    PENDING,
    /** Runs on a node. */
    STARTED,
    /** Ended as it should. */
    SUCCESS,
    /** Ended for good without success. */
    FAILURE,
    /** Failed and will be tried again. */
    RETRY,
    /** Called off by somebody. */
    REVOKED;

    /** Whether nothing more will happen to it. */
    public boolean isFinal() {
        return this == SUCCESS || this == FAILURE || this == REVOKED;
    }

    /** As the API says it: {@code pending} and so on. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
