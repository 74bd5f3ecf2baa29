package dev.tickwork.bench.jobs;

import java.io.IOException;
import java.sql.SQLException;

/** A worker that has nothing to do, on a database that nobody else uses. */
final class Idleness implements AutoCloseable {
    private final Entrant entrant;
    private final Databases databases;
    private final PostgresAddress database;
    private final RemoteContender worker;
    private long before;
    private long beginNanos;

    private Idleness(Entrant entrant, Databases databases, PostgresAddress database, RemoteContender worker) {
        this.entrant = entrant;
        this.databases = databases;
        this.database = database;
        this.worker = worker;
    }

    /** Starts a worker. */
    static Idleness of(Entrant entrant, Databases databases) throws IOException, SQLException {
        PostgresAddress database = databases.fresh();
        var worker = RemoteContender.start(entrant, database);
        worker.order("work");
        return new Idleness(entrant, databases, database, worker);
    }

    /** Counts from now on. */
    void begin() throws SQLException {
        beginNanos = System.nanoTime();
        before = databases.transactions(database);
    }

    /** Notes what it came to since. */
    void end(Figures figures) throws IOException, SQLException {
        var transactions = new Throughput(databases.transactions(database) - before, System.nanoTime() - beginNanos);
        figures.add(entrant, Measure.IDLE_TRANSACTIONS, transactions.perSecond());
        figures.add(entrant, Measure.RESIDENT_IDLE, Memory.of(worker).now());
    }

    @Override
    public void close() throws IOException, SQLException {
        worker.close();
        databases.drop(database);
    }
}
