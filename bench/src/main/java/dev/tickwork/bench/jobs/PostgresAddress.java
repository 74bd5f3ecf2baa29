package dev.tickwork.bench.jobs;

import java.net.URI;

/** A database and who may use it. */
public record PostgresAddress(String host, int port, String user, String password, String database) {
    /** Reads {@code postgresql://user:password@host:port/database}. */
    static PostgresAddress parse(String url) {
        URI uri = URI.create(url);
        String[] who = uri.getUserInfo().split(":", 2);
        return new PostgresAddress(
                uri.getHost(), uri.getPort(), who[0], who[1], uri.getPath().substring(1));
    }

    /** Another database on the same server. */
    PostgresAddress with(String other) {
        return new PostgresAddress(host, port, user, password, other);
    }

    /** As we write it. */
    public String url() {
        return "postgresql://%s:%s@%s:%d/%s".formatted(user, password, host, port, database);
    }

    /** Without user and password; what is inserted row by row is sent in batches, as the driver recommends. */
    public String jdbcUrl() {
        return "jdbc:postgresql://%s:%d/%s?reWriteBatchedInserts=true".formatted(host, port, database);
    }
}
