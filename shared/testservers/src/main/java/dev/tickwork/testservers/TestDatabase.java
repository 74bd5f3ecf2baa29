package dev.tickwork.testservers;

/**
 * A database of its own for one test, with a session time zone far from UTC so that time bugs show.
 *
 * @param url {@code postgres://user:password@host:port/database} of a superuser
 */
public record TestDatabase(String url) implements AutoCloseable {

    /** Drops the database and ends what is still connected to it. */
    @Override
    public void close() {
        TestDatabases.shared().drop(this);
    }
}
