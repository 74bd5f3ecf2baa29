package dev.tickwork.postgres;

import io.vertx.core.Future;
import io.vertx.core.VertxException;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import io.vertx.sqlclient.TransactionRollbackException;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeoutException;

/** Turns what the client throws into {@link PostgresFailure}s. */
final class Failures {
    // Connection exceptions, refused logins, lack of resources, shutdowns, system errors.
    private static final Set<String> CLASSES_OF_AN_OUTAGE = Set.of("08", "28", "53", "58");
    private static final Set<String> STATES_OF_AN_OUTAGE = Set.of("57P01", "57P02", "57P03", "57P05", "25P03", "3D000");
    // The client has no types for these; it says them as bare VertxExceptions.
    private static final List<String> BEGINNINGS_OF_AN_OUTAGE =
            List.of("Connection is not active now", "Pending requests failed to be sent");

    private Failures() {}

    static <T> Future<T> typed(Throwable failure) {
        return Future.failedFuture(of(failure));
    }

    /** Whoever gets no connection cannot ask, whatever the reason. */
    static <T> Future<T> unconnected(Throwable failure) {
        Throwable typed = of(failure);
        return Future.failedFuture(
                typed instanceof DatabaseDown ? typed : new DatabaseDown(messageOf(failure), failure));
    }

    static Throwable of(Throwable failure) {
        if (failure instanceof PgException error) {
            return answered(error);
        }
        if (failure instanceof TransactionRollbackException) {
            return new DatabaseError(
                    "25P02", null, "a statement failed, so the transaction was not committed", failure);
        }
        return isOutage(failure) ? new DatabaseDown(messageOf(failure), failure) : failure;
    }

    private static PostgresFailure answered(PgException error) {
        String state = String.valueOf(error.getSqlState());
        String message = String.valueOf(error.getErrorMessage());
        if (STATES_OF_AN_OUTAGE.contains(state) || CLASSES_OF_AN_OUTAGE.contains(state.substring(0, 2))) {
            return new DatabaseDown(state + ": " + message, error);
        }
        return new DatabaseError(state, error.getConstraint(), message, error);
    }

    private static boolean isOutage(Throwable failure) {
        return failure instanceof ClosedConnectionException
                || failure instanceof IOException
                || failure instanceof TimeoutException
                || isSaidByTheClient(failure);
    }

    private static boolean isSaidByTheClient(Throwable failure) {
        String message = messageOf(failure);
        return failure instanceof VertxException
                && BEGINNINGS_OF_AN_OUTAGE.stream().anyMatch(message::startsWith);
    }

    private static String messageOf(Throwable failure) {
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }
}
