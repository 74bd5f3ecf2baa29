package dev.tickwork.jobs.engine;

import dev.tickwork.domain.Fault;
import dev.tickwork.postgres.DatabaseDown;

/**
 * Why a run failed, as the ledger keeps it.
 *
 * @param errorClass {@link Fault#code()}, or {@code bug}
 * @param message bounded
 */
record Failure(String errorClass, String message) {
    private static final int LONGEST = 2000;

    Failure {
        message = Texts.atMost(LONGEST, message);
    }

    static Failure of(Throwable cause) {
        if (cause instanceof Fault fault) {
            return new Failure(fault.code(), String.valueOf(fault.getMessage()));
        }
        if (cause instanceof DatabaseDown) {
            return new Failure("transient", "postgres is away");
        }
        return new Failure("bug", cause.getClass().getSimpleName() + ": " + cause.getMessage());
    }

    /** Whether somebody must look, because trying again will not help. */
    boolean isForAPerson() {
        return errorClass.equals("bug") || errorClass.equals("permanent");
    }
}
