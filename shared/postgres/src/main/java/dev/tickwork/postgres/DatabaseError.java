package dev.tickwork.postgres;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Postgres answered a statement with an error. Nothing of its transaction is kept. */
public final class DatabaseError extends PostgresFailure {
    private static final long serialVersionUID = 1L;

    // Broken transactions or such that may not write, resources, what operators and limits of time do, the system.
    private static final Set<String> CLASSES_THAT_PASS = Set.of("25", "53", "57", "58");

    private final String sqlState;
    private final @Nullable String constraint;

    public DatabaseError(String sqlState, @Nullable String constraint, String message, @Nullable Throwable cause) {
        super(sqlState + ": " + message, cause);
        this.sqlState = sqlState;
        this.constraint = constraint;
    }

    /**
     * Five characters, such as {@code 23505} for a duplicate key.
     *
     * @see <a href="https://www.postgresql.org/docs/current/errcodes-appendix.html">PostgreSQL Error Codes</a>
     */
    public String sqlState() {
        return sqlState;
    }

    /** Name of the constraint that refused the row; null when none did. */
    public @Nullable String constraint() {
        return constraint;
    }

    /** True when another row already has the key. */
    public boolean isDuplicate() {
        return sqlState.equals("23505");
    }

    /** True when the same transaction may succeed if it is run again: deadlocks, serialization failures, lock waits. */
    public boolean isRepeatable() {
        return sqlState.startsWith("40") || sqlState.equals("55P03");
    }

    /** True when it was refused for how the server is and not for what was said: it is read-only, or took too long. */
    public boolean isPassing() {
        return CLASSES_THAT_PASS.contains(sqlState.substring(0, 2));
    }
}
